namespace BatchLoadTest.Capacity.Levels;

/// <summary>A threshold after a look at a level.</summary>
/// <param name="Threshold">Which.</param>
/// <param name="State">What is shown.</param>
/// <param name="Value">The percentile, share or count, over all samples; null without any.</param>
/// <param name="Lower">What it is at least; null where too few independent samples lie below.</param>
/// <param name="Upper">What it is at most; null where too few independent samples lie above.</param>
/// <param name="Samples">How many there are.</param>
/// <param name="Independent">How many of them are left when each is independent of its neighbours.</param>
/// <param name="Over">How many of the independent ones lie over the limit.</param>
/// <param name="Needed">How many independent ones would confirm it with as many over; 0 for a count.</param>
public sealed record ThresholdFinding(
    LevelThreshold Threshold,
    ThresholdState State,
    double? Value,
    double? Lower,
    double? Upper,
    int Samples,
    int Independent,
    int Over,
    int Needed
);
