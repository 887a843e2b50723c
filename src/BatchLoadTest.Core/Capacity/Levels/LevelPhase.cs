namespace BatchLoadTest.Capacity.Levels;

/// <summary>Where a level is.</summary>
public enum LevelPhase
{
    /// <summary>Nothing is started until the backlog is as small as it was.</summary>
    Draining,

    /// <summary>The load is on, and nothing counts yet.</summary>
    Settling,

    /// <summary>What happens counts.</summary>
    Measuring,

    /// <summary>There is a verdict.</summary>
    Ended,
}
