namespace BatchLoadTest.Capacity.Levels;

/// <summary>What a level says of the service at its load.</summary>
public enum LevelVerdict
{
    /// <summary>Neither shown nor refuted: measure on, or at the cap leave it open.</summary>
    Undecided,

    /// <summary>All thresholds are confirmed, and the backlog does not grow.</summary>
    Passed,

    /// <summary>The backlog grows.</summary>
    Unstable,

    /// <summary>A threshold is refuted.</summary>
    Failed,

    /// <summary>The service turned batches away for lack of capacity.</summary>
    Refused,

    /// <summary>The generator was the limit: no verdict on the service.</summary>
    Invalid,
}
