namespace BatchLoadTest.Cluster;

/// <summary>Where in its life a worker is, for a person.</summary>
public enum WorkerState
{
    /// <summary>It reads the data.</summary>
    Preparing,

    /// <summary>It waits for the load to begin.</summary>
    Ready,

    /// <summary>It applies its part.</summary>
    Running,

    /// <summary>Nothing new starts; what runs ends.</summary>
    Ending,

    /// <summary>It has come to its end.</summary>
    Ended,

    /// <summary>Nobody hears of it any more.</summary>
    Lost,

    /// <summary>It could not do what it was to do.</summary>
    Failed,
}
