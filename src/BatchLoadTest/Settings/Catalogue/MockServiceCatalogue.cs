using BatchLoadTest.MockServer.Options;
using BatchLoadTest.Settings.Parsing;

namespace BatchLoadTest.Settings.Catalogue;

/// <summary>How fast the mock server works, so that turnaround and backlog follow the load.</summary>
internal static class MockServiceCatalogue
{
    public static readonly MockPair<int> Slots = Count(
        "slots",
        "Rows worked on at once, over all batches; 0 is no limit."
    );

    public static readonly MockPair<TimeSpan> RowTime = MockPair.Time(
        "row-time",
        "20ms",
        "How long a row takes, with slots or a claim."
    );

    public static readonly MockPair<ClaimPlan> Claim = new(
        new("claim", ClaimText.Parse)
        {
            Placeholder = "N/TIME",
            Commands = CommandKinds.Mock,
            Description =
                "Most batches and rows taken up each interval, of each model that rows name; in_progress_at is the creation all the same.",
        }
    );

    public static readonly MockPair<ServiceChange> Change = new(
        new("service-change", ServiceChangeText.Parse)
        {
            Placeholder = "T:SPEED",
            IsRepeatable = true,
            Commands = CommandKinds.Mock,
            Description = "Work at another speed from T after the start: 0.5 doubles the row time.",
        }
    );

    public static readonly MockPair<double> SlowWithQueue = MockPair.Share(
        "slow-with-queue",
        "Row time added for each unfinished batch, as a share of it."
    );

    public static readonly MockPair<int> CapacityLimit = Count(
        "capacity-limit",
        "Unfinished batches before 429 for lack of capacity; 0 is no limit."
    );

    /// <summary>The settings as the mock command has them.</summary>
    public static readonly SettingSection AloneSection = new("Service", List(CommandKinds.Mock));

    /// <summary>The settings as a run has them.</summary>
    public static readonly SettingSection InsideSection = new(
        "Service of the mock server inside (only with --host mock)",
        List(CommandKinds.Run)
    );

    private static MockPair<int> Count(string name, string description) =>
        new(
            new(name, NumberText.Whole(0, 1_000_000))
            {
                Placeholder = "N",
                Default = "0",
                Commands = CommandKinds.Mock,
                Description = description,
            }
        );

    private static IReadOnlyList<Setting> List(CommandKinds command) =>
        [
            Slots.For(command),
            RowTime.For(command),
            Claim.For(command),
            Change.For(command),
            SlowWithQueue.For(command),
            CapacityLimit.For(command),
        ];
}
