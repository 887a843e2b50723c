namespace BatchLoadTest.Capacity.Levels;

/// <summary>What a threshold of a level looks at.</summary>
public enum LevelThresholdKind
{
    /// <summary>A percentile of the samples.</summary>
    Percentile,

    /// <summary>The share of samples that are 1 and not 0.</summary>
    Share,

    /// <summary>The sum of the samples, which can only grow: nothing in it is left to chance.</summary>
    Count,
}
