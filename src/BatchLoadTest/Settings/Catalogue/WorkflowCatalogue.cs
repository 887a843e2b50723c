using BatchLoadTest.Scenarios;
using BatchLoadTest.Scenarios.Cancelling;
using BatchLoadTest.Scenarios.Deleting;
using BatchLoadTest.Scenarios.Listing;
using BatchLoadTest.Scenarios.Reading;
using BatchLoadTest.Scenarios.Results;
using BatchLoadTest.Scenarios.Retrying;
using BatchLoadTest.Settings.Parsing;

namespace BatchLoadTest.Settings.Catalogue;

/// <summary>Settings of the six steps.</summary>
internal static class WorkflowCatalogue
{
    public static readonly Setting<VerifyMode> Verify = new(
        "verify",
        ChoiceText.Of(
            ("random", VerifyMode.Random),
            ("metadata", VerifyMode.Metadata),
            ("content", VerifyMode.Content),
            ("both", VerifyMode.Both)
        )
    )
    {
        Placeholder = "MODE",
        Default = "random",
        Description = "What is read back after the upload: metadata, content, both, or one of them at random.",
    };

    public static readonly Setting<string> Endpoint = new("endpoint", UrlPathText.Path)
    {
        Placeholder = "PATH",
        Default = "/v1/chat/completions",
        DefaultNote = "the data file's; the dialect's for generated rows, /v1/chat/completions",
        Description = "Endpoint named in the batch.",
    };

    public static readonly Setting<string> CompletionWindow = new("completion-window", PlainText.Word)
    {
        Placeholder = "WORD",
        Default = "24h",
        Description = "Completion window, as sent; one that names no time is not judged.",
    };

    public static readonly Setting<KeyValuePair<string, string>> Metadata = new("metadata", TagText.Parse)
    {
        Placeholder = "KEY=VALUE",
        IsRepeatable = true,
        Description = "Metadata of every batch, besides test_run and user.",
    };

    public static readonly Setting<TimeSpan> PollInterval = new("poll-interval", DurationText.AboveZero)
    {
        Placeholder = "TIME",
        Default = "2s",
        Description = "Wait after the first poll.",
    };

    public static readonly Setting<double> PollBackoff = new("poll-backoff", NumberText.Between(1, 1000))
    {
        Placeholder = "FACTOR",
        Default = "1.5",
        Description = "Each wait is so many times the last.",
    };

    public static readonly Setting<TimeSpan> PollMaxInterval = new("poll-max-interval", DurationText.AboveZero)
    {
        Placeholder = "TIME",
        Default = "30s",
        Description = "Longest wait between two polls.",
    };

    public static readonly Setting<int> MaxPolls = new("max-polls", NumberText.Whole(1, int.MaxValue))
    {
        Placeholder = "N",
        DefaultNote = "default 60; no limit with --batch-timeout or without a run time",
        Description = "Polls before a batch is given up.",
    };

    public static readonly Setting<TimeSpan> BatchTimeout = new("batch-timeout", DurationText.AboveZero)
    {
        Placeholder = "TIME",
        DefaultNote = "default no limit",
        Description = "Time before a batch is given up.",
    };

    public static readonly Setting<int> MaxRetries = new("max-retries", NumberText.Whole(0, 1000))
    {
        Placeholder = "N",
        Default = "3",
        Description = "How often a request answered with Retry-After is sent again.",
    };

    public static readonly Setting<CancelPlan> Cancel = new("cancel", ShareAtText.Cancel)
    {
        Placeholder = "SHARE[@TIME]",
        Default = "0",
        Description =
            "Share of batches to cancel, that long after their creation; without a time at a moment before their end.",
    };

    public static readonly Setting<DeletePlan> DeleteInput = new("delete-input", ShareAtText.DeleteInput)
    {
        Placeholder = "SHARE[@TIME]",
        Default = "0",
        Description =
            "Share of batches whose input to delete while they run, that long after their creation; without a time at a moment before their end.",
    };

    public static readonly Setting<TimeSpan> ExpireFiles = new("expire-files", DurationText.WholeSeconds)
    {
        Placeholder = "TIME",
        DefaultNote = "default the service's own time",
        Description = "Uploads ask to expire that long after their creation (expires_after), which is looked at.",
    };

    public static readonly Setting<TimeSpan> CancelTimeout = new("cancel-timeout", DurationText.AboveZero)
    {
        Placeholder = "TIME",
        Default = "60s",
        Description =
            "How long a cancelled batch may take to say so before it is given up, a failed batch; and one to stop whose input was deleted.",
    };

    public static readonly Setting<double> RetryFailed = new("retry-failed", RetryText.Parse)
    {
        Placeholder = "[SHARE]",
        ValueAlone = "100%",
        Default = "0",
        Description =
            "Share of batches with failed rows, or cancelled by the run, to have those rows done again; without one all.",
    };

    public static readonly Setting<RetryBy> RetryBy = new(
        "retry-by",
        ChoiceText.Of(("batch", Scenarios.Retrying.RetryBy.Batch), ("rows", Scenarios.Retrying.RetryBy.Rows))
    )
    {
        Placeholder = "HOW",
        Default = "batch",
        Description = "Ask so for all such rows of a batch, or name the rows that its error file has.",
    };

    public static readonly Setting<ReadMode> Read = new("read", ReadModeText.Parse)
    {
        Placeholder = "MODE",
        Default = "end",
        Description =
            "Read the output at the batch's end only, also after each poll before it, or in a loop of its own.",
    };

    public static readonly Setting<TimeSpan> ReadInterval = new("read-interval", DurationText.AboveZero)
    {
        Placeholder = "TIME",
        Default = "1s",
        Description = "From the start of one read to that of the next, with --read follow.",
    };

    public static readonly Setting<ReadAgainPlan> ReadAgain = new("read-again", ShareAtText.ReadAgain)
    {
        Placeholder = "SHARE[@TIME]",
        Default = "0",
        Description =
            "Share of batches whose output is read a second time, that long after the first; it has to be the same.",
    };

    public static readonly Setting<ListPlan> List = new("list", ListPlanText.Parse)
    {
        Placeholder = "N/TIME",
        Default = "0",
        Description =
            "How often the lists of batches and of files are read, page by page, by the whole load; nothing may come twice or be missing.",
    };

    public static readonly Setting<CheckMode> CheckResults = new(
        "check-results",
        ChoiceText.Of(("full", CheckMode.Full), ("count", CheckMode.Count), ("off", CheckMode.Off))
    )
    {
        Placeholder = "MODE",
        Default = "full",
        Description = "Compare results with the input: every row, only their number, or not at all.",
    };

    public static readonly Setting<long> MaxLine = new("max-line", SizeText.Parse)
    {
        Placeholder = "SIZE",
        Default = "16MB",
        Description = "Longest line of a result or data file; longer results are skipped, a defect each.",
    };

    public static readonly Setting<bool> CheckUsage = new("check-usage", FlagText.Parse)
    {
        Default = "false",
        Description = "Compare the tokens of each batch's rows with the service's own sums.",
    };

    public static readonly Setting<TimeSpan> UsageTimeout = new("usage-timeout", DurationText.AboveZero)
    {
        Placeholder = "TIME",
        Default = "60s",
        Description = "How long the sums of a batch are asked for while the service has none.",
    };

    public static readonly Setting<bool> Estimate = new("estimate", FlagText.Parse)
    {
        Default = "false",
        Description = "Ask the service once, or once for each class, what it estimates that an upload costs.",
    };

    public static readonly Setting<string> SaveOutputs = new("save-outputs", PlainText.NotBlank)
    {
        Placeholder = "DIR",
        Description =
            "Keep what is downloaded of output and error files there; of a worker, in its own results folder.",
    };

    public static readonly Setting<bool> KeepFiles = new("keep-files", FlagText.Parse)
    {
        Default = "false",
        Description = "Leave files and unfinished batches at the service.",
    };

    public static readonly Setting<TimeSpan> CleanUpTimeout = new("clean-up-timeout", DurationText.AboveZero)
    {
        Placeholder = "TIME",
        Default = "60s",
        Description = "Longest time for removing them after the load.",
    };

    public static readonly SettingSection Section = new(
        "Workflow",
        [
            Verify,
            Endpoint,
            CompletionWindow,
            Metadata,
            PollInterval,
            PollBackoff,
            PollMaxInterval,
            MaxPolls,
            BatchTimeout,
            MaxRetries,
            Cancel,
            CancelTimeout,
            RetryFailed,
            RetryBy,
            DeleteInput,
            ExpireFiles,
            Read,
            ReadInterval,
            ReadAgain,
            List,
            CheckResults,
            MaxLine,
            CheckUsage,
            UsageTimeout,
            Estimate,
            SaveOutputs,
            KeepFiles,
            CleanUpTimeout,
        ]
    );
}
