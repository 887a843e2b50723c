using BatchLoadTest.Capacity.Levels;
using BatchLoadTest.Capacity.Search;
using BatchLoadTest.Load;
using BatchLoadTest.Recording;

namespace BatchLoadTest.Reporting.Text;

/// <summary>What a search for the largest load has found, in words: the same in the terminal and in every report.</summary>
public static class CapacitySentences
{
    private const double SecondsAnHour = 3600;

    /// <summary>
    /// Such as <c>between 4.2 and 4.6 batches/s (15,120–16,560 an hour), batches of 10 rows; broke first: backlog grew …</c>.
    /// </summary>
    public static string Answer(CapacityReport capacity)
    {
        var result = capacity.Result;
        var text = result.Text(capacity.Unit);
        return string.Join(
            "; ",
            new[]
            {
                Insert(text, PerHour(capacity)),
                $"batches of {Figures.Of((long)capacity.RowsPerBatch, "row")}",
                result.BrokeFirst is { } broke ? $"broke first: {broke.Reason}" : null,
                result.Ending == CapacityEnding.Unfinished && capacity.Current is null
                    ? "ended before it was done"
                    : null,
            }.OfType<string>()
        );
    }

    /// <summary>What was asked for, in the place of a load.</summary>
    public static string Plan(CapacityReport capacity, LoadPlan plan) =>
        $"a search for the largest load, in {capacity.Unit}"
        + (plan.RunTime is { } time ? $", for at most {Figures.Setting(time)}" : "");

    /// <summary>
    /// Where the search stands, such as <c>level 3, 4 batches/s (between the bounds): settling for 0:12, nothing counts
    /// yet</c>; null where no level is being measured.
    /// </summary>
    public static string? Now(CapacityReport capacity) =>
        capacity.Current is not { } level
            ? null
            : $"level {level.Number}, {level.Order.Load:0.###} {capacity.Unit} ({Purpose(level.Order.Purpose)}): "
                + $"{Phase(level.Phase)}; {Figures.Clock(TimeSpan.FromSeconds(level.Seconds))} in all";

    /// <summary>What is known while it goes on: the bounds so far, and where it stands.</summary>
    public static string SoFar(CapacityReport capacity) =>
        string.Join(
            "; ",
            new[]
            {
                capacity.Result.Levels.Count > 0 ? $"so far {capacity.Result.Text(capacity.Unit)}" : null,
                Now(capacity),
            }
                .OfType<string>()
                .DefaultIfEmpty("no level yet")
        );

    /// <summary>Why a level is measured.</summary>
    public static string Purpose(LevelPurpose purpose) =>
        purpose switch
        {
            LevelPurpose.Raise => "raised",
            LevelPurpose.Repeat => "the first failure once more",
            LevelPurpose.Bisect => "between the bounds",
            LevelPurpose.Confirm => "the lower bound for three times as long",
            _ => "a step down",
        };

    /// <summary>A line for each level.</summary>
    /// <param name="capacity">The search.</param>
    public static IReadOnlyList<CapacityRow> Rows(CapacityReport capacity) =>
        [.. capacity.Result.Levels.Select((level, index) => Row(capacity, level, index + 1))];

    /// <summary>Headings of these lines.</summary>
    public static IReadOnlyList<string> Headings(CapacityReport capacity) =>
        [
            "level",
            capacity.Unit,
            "applied",
            "completed",
            "backlog rows",
            "grew by rows/s",
            "turnaround",
            "batches",
            "verdict",
        ];

    // After the bracket and before what is to be said of it.
    private static string Insert(string text, string? hours)
    {
        var end = text.IndexOf(';', StringComparison.Ordinal);
        return hours is null ? text
            : end < 0 ? $"{text} ({hours})"
            : $"{text[..end]} ({hours}){text[end..]}";
    }

    private static string? PerHour(CapacityReport capacity) =>
        capacity.Unit == "users"
            ? null
            : (capacity.Result.Lower, capacity.Result.Upper) switch
            {
                ({ } lower, { } upper) => $"{Hour(lower)}–{Hour(upper)} an hour",
                ({ } lower, null) => $"{Hour(lower)} an hour",
                (null, { } upper) => $"{Hour(upper)} an hour",
                _ => null,
            };

    private static string Hour(double perSecond) => Figures.Count((long)Math.Round(perSecond * SecondsAnHour));

    private static CapacityRow Row(CapacityReport capacity, CapacityLevel level, int number)
    {
        var found = level.Decision;
        var rows = capacity.RowsPerBatch;
        return new CapacityRow(
            [
                $"{number}",
                $"{level.Order.Load:0.###}",
                $"{found.AppliedRowsPerSecond / rows:0.##}/s",
                $"{found.EndedRowsPerSecond / rows:0.##}/s",
                $"{found.UnfinishedRows:0}",
                found.Growth?.ToString() ?? Figures.None,
                found.Little is { } little ? Figures.Time(TimeSpan.FromSeconds(little.Seconds)) : Figures.None,
                Figures.Count(found.Batches),
                Word(found.Verdict),
            ],
            found.Reason + Disagreement(found),
            [.. found.Thresholds.Select(Threshold)],
            found.Verdict
        )
        {
            HasNotice = Disagreement(found).Length > 0,
        };
    }

    // Where the backlog grows, what ends is not what began, and the law does not apply.
    private static string Disagreement(LevelDecision found) =>
        found is { Verdict: LevelVerdict.Passed, Little: { Holds: false } law }
            ? $"; counts and times disagree (Little's law): {law.InFlight:0.#} rows in flight, {law.Expected:0.#} by rate × turnaround"
            : "";

    /// <summary>A verdict in a word.</summary>
    public static string Word(LevelVerdict verdict) => verdict.ToString().ToLowerInvariant();

    private static string Phase(LevelPhase phase) =>
        phase switch
        {
            LevelPhase.Draining => "draining, nothing is started until the backlog is small again",
            LevelPhase.Settling => "settling, the load is on and nothing counts yet",
            _ => "measuring",
        };

    private static string Threshold(ThresholdFinding finding) =>
        $"{finding.Threshold.Text}: {Number(finding.Value)} ({Number(finding.Lower)} to {Number(finding.Upper)}), "
        + finding.State.ToString().ToLowerInvariant();

    private static string Number(double? value) => value is { } known ? $"{known:0.####}" : "open";
}
