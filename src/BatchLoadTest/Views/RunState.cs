namespace BatchLoadTest.Views;

/// <summary>Where in its life a run is.</summary>
public enum RunState
{
    /// <summary>The load runs and nothing counts yet.</summary>
    WarmingUp,

    /// <summary>Users are still being started.</summary>
    Spawning,

    /// <summary>All users run.</summary>
    Running,

    /// <summary>Nothing new starts; what runs may end.</summary>
    Stopping,
}
