using BatchLoadTest.Capacity.Inference;

namespace BatchLoadTest.Capacity.Levels;

/// <summary>The reasons of a verdict, in numbers.</summary>
internal static class LevelWords
{
    public static string TooFewStarts(LevelTotals totals, LevelRules rules) =>
        $"the generator applied {totals.Applied:N0} of {totals.Intended:N0} starts, fewer than {rules.AppliedShare:0.#%}";

    public static string TooManyDoubtful(LevelTotals totals, LevelRules rules) =>
        $"{totals.Doubtful:N0} of {totals.Seconds:N0} seconds are doubtful, more than {rules.DoubtfulShare:0.#%}";

    public static string Refused(LevelTotals totals) =>
        $"{totals.Refused:N0} of {totals.Applied:N0} batches were turned away for lack of capacity";

    public static string Grows(LevelDecision found, Growth growth, LevelRules rules) =>
        $"backlog grew by {growth} rows/s; {Allowed(found, rules)}";

    public static string CompletesTooFew(LevelDecision found, ShareInterval completed, LevelRules rules) =>
        // The line's figure, as in the table of levels: what was asked for is not quite what chance started.
        (found.Growth is { Slope: > 0 } growth ? $"backlog grew by {growth.Slope:0.##} rows/s: " : "")
        + $"{Share(completed)} of the offered rows were completed, fewer than {rules.CompletedShare:0.#%}";

    public static string Misses(ThresholdFinding finding) =>
        finding.Threshold.Kind == LevelThresholdKind.Count
            ? $"{finding.Threshold.Text} is refuted: {finding.Value:N0} counted"
            : $"{finding.Threshold.Text} is refuted: {Counted(finding)}";

    public static string Holds(LevelDecision found) =>
        $"backlog did not grow ({found.Growth} rows/s)"
        + (found.Thresholds.Count > 0 ? ", thresholds confirmed" : string.Empty);

    public static string MayGrow(LevelDecision found, LevelRules rules) =>
        found.Growth is { } growth && double.IsFinite(growth.Upper)
            ? $"backlog may grow: {growth} rows/s; {Allowed(found, rules)}"
            : "measured too short to see growth";

    public static string MayCompleteTooFew(LevelDecision found) =>
        found.Completed is { } completed
            ? $"backlog may grow: {Share(completed)} of the offered rows were completed"
            : "nothing was offered";

    public static string Unsure(ThresholdFinding finding) =>
        $"{finding.Threshold.Text} is open: {Counted(finding)}, {finding.Needed:N0} would confirm it";

    private static string Counted(ThresholdFinding finding) =>
        $"{finding.Over:N0} of {finding.Independent:N0} independent samples over, {finding.Threshold.AllowedShare:0.###%} allowed";

    private static string Share(ShareInterval share) =>
        $"{share.Value:0.0%} ({share.Lower:0.0%} to {share.Upper:0.0%})";

    private static string Allowed(LevelDecision found, LevelRules rules) =>
        $"allowed are {rules.GrowthShare * found.AskedRowsPerSecond:0.##}";
}
