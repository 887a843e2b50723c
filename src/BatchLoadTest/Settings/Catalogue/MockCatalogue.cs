using BatchLoadTest.MockServer.Options;
using BatchLoadTest.Settings.Parsing;

namespace BatchLoadTest.Settings.Catalogue;

/// <summary>How the mock server behaves: settings that the mock command and a run with the mock inside share.</summary>
internal static class MockCatalogue
{
    public static readonly MockPair<MockFlavour> Dialect = new(
        new(
            "dialect",
            ChoiceText.Of(
                ("control-layer", MockFlavour.ControlLayer),
                ("openai", MockFlavour.OpenAI),
                ("azure", MockFlavour.Azure)
            )
        )
        {
            OldNames = ["flavour"],
            Placeholder = "NAME",
            Default = "control-layer",
            Commands = CommandKinds.Mock,
            Description = "Which service the mock server behaves like.",
        },
        InsideNote: "that of --dialect"
    );

    public static readonly MockPair<TimeSpan> BatchDuration = MockPair.Time("batch-duration", "3s", "Life of a batch.");

    public static readonly MockPair<TimeSpan> Latency = MockPair.Time("latency", "0s", "Added to every answer.");

    public static readonly MockPair<TimeSpan> LatencyJitter = MockPair.Time(
        "latency-jitter",
        "0s",
        "Up to this much more, at random."
    );

    public static readonly MockPair<double> FailRate = MockPair.Share("fail-rate", "Requests answered with an error.");

    public static readonly MockPair<double> RowFailRate = MockPair.Share("row-fail-rate", "Rows of a batch that fail.");

    public static readonly MockPair<double> OutputErrorRate = MockPair.Share(
        "output-error-rate",
        "Output rows without 2xx, counted as completed."
    );

    public static readonly MockPair<double> ExpireRate = MockPair.Share("expire-rate", "Batches that expire.");

    public static readonly MockPair<double> BatchFailRate = MockPair.Share("batch-fail-rate", "Batches that fail.");

    public static readonly MockPair<TimeSpan> AnalyticsDelay = MockPair.Time(
        "analytics-delay",
        "0s",
        "How long an ended batch's analytics stay zero."
    );

    public static readonly MockPair<TimeSpan> CancelTail = MockPair.Time(
        "cancel-tail",
        "0s",
        "How long rows still complete after a cancel."
    );

    public static readonly MockPair<bool> UnlinkBatches = new(
        new("unlink-batches", FlagText.Parse)
        {
            Default = "false",
            Commands = CommandKinds.Mock,
            Description = "Deleting an input cancels its batches, which stay, instead of deleting them.",
        }
    );

    public static readonly MockPair<bool> Nagle = new(
        new("nagle", FlagText.Parse)
        {
            Default = "false",
            Commands = CommandKinds.Mock,
            Description = "Send the last part of a download 40 ms later where its connection was used before.",
        }
    );

    public static readonly MockPair<int> RateLimit = new(
        new("rate-limit", NumberText.Whole(0, 1_000_000))
        {
            Placeholder = "N",
            Default = "0",
            Commands = CommandKinds.Mock,
            Description = "Requests per second before 429; 0 is no limit.",
        }
    );

    public static readonly MockPair<TimeSpan> RetryAfter = MockPair.Time(
        "retry-after",
        "1s",
        "Wait that a 429 asks for."
    );

    public static readonly MockPair<TimeSpan> KeyActivationDelay = MockPair.Time(
        "key-activation-delay",
        "0s",
        "How long a new key is refused."
    );

    public static readonly MockPair<bool> LoginOnly = new(
        new("login-only", FlagText.Parse)
        {
            Default = "false",
            Commands = CommandKinds.Mock,
            Description = "Create keys after a login only; HTTP Basic is refused.",
        }
    );

    public static readonly MockPair<string> Model = new(
        new("model", PlainText.Word)
        {
            Placeholder = "NAME",
            IsRepeatable = true,
            DefaultNote = "default any",
            Commands = CommandKinds.Mock,
            Description = "A model that there is; others are refused (403), and these are listed.",
        }
    );

    public static readonly MockPair<string> Window = new(
        new("window", PlainText.Word)
        {
            Placeholder = "WINDOW",
            IsRepeatable = true,
            DefaultNote = "default any",
            Commands = CommandKinds.Mock,
            Description = "A completion window that there is; others are refused.",
        }
    );

    public static readonly MockPair<MockCredit> Credit = new(
        new(
            "credit",
            ChoiceText.Of(("enough", MockCredit.Enough), ("zero", MockCredit.Zero), ("below", MockCredit.Below))
        )
        {
            Placeholder = "HOW",
            Default = "enough",
            Commands = CommandKinds.Mock,
            Description = "The account's: with zero each row fails with 402, with below no batch is taken.",
        }
    );

    public static readonly MockPair<FreezePlan> Freeze = new(
        new("freeze", FreezeText.Parse)
        {
            Placeholder = "D@T",
            IsRepeatable = true,
            Commands = CommandKinds.Mock,
            Description = "Answer nothing for D, from T after the first request.",
        }
    );

    public static readonly MockPair<long> MaxFileBytes = new(
        new("max-file-bytes", SizeText.Parse)
        {
            Placeholder = "SIZE",
            DefaultNote = "default 100MiB, or 200MiB for others than control-layer",
            Commands = CommandKinds.Mock,
            Description = "Largest upload: 500KB, 10MiB.",
        }
    );

    public static readonly MockPair<TimeSpan> FileLife = MockPair.Time(
        "file-life",
        "10m",
        "How long files are kept.",
        DurationText.AboveZero
    );

    public static readonly MockPair<string> DataFolder = new(
        new("data-folder", PlainText.NotBlank)
        {
            Placeholder = "DIR",
            DefaultNote = "default the system's for temporary files",
            Commands = CommandKinds.Mock,
            Description = "Folder for large uploads.",
        }
    );

    public static readonly MockPair<string> AccessLog = new(
        new("access-log", PlainText.NotBlank)
        {
            Placeholder = "FILE",
            Commands = CommandKinds.Mock,
            Description = "Write a line of JSON for each request: time, method, path, status, ids sent and answered.",
        }
    );

    /// <summary>The settings as the mock command has them.</summary>
    public static readonly IReadOnlyList<Setting> Alone = List(CommandKinds.Mock);

    /// <summary>The settings as a run has them.</summary>
    public static readonly SettingSection InsideSection = new(
        "Mock server inside (only with --host mock)",
        List(CommandKinds.Run)
    );

    private static IReadOnlyList<Setting> List(CommandKinds command) =>
        [
            Dialect.For(command),
            BatchDuration.For(command),
            Latency.For(command),
            LatencyJitter.For(command),
            FailRate.For(command),
            RowFailRate.For(command),
            OutputErrorRate.For(command),
            ExpireRate.For(command),
            BatchFailRate.For(command),
            AnalyticsDelay.For(command),
            CancelTail.For(command),
            UnlinkBatches.For(command),
            Nagle.For(command),
            RateLimit.For(command),
            RetryAfter.For(command),
            KeyActivationDelay.For(command),
            LoginOnly.For(command),
            Model.For(command),
            Window.For(command),
            Credit.For(command),
            Freeze.For(command),
            MaxFileBytes.For(command),
            FileLife.For(command),
            DataFolder.For(command),
            AccessLog.For(command),
        ];
}
