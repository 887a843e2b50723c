namespace BatchLoadTest.Capacity.Levels;

/// <summary>What the samples of a level say of a threshold.</summary>
public enum ThresholdState
{
    /// <summary>Too few samples to say.</summary>
    Open,

    /// <summary>It holds.</summary>
    Confirmed,

    /// <summary>It does not hold.</summary>
    Refuted,
}
