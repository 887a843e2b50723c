namespace BatchLoadTest.Results.Past;

/// <summary>What is known of a run's folder.</summary>
internal enum PastRunState
{
    /// <summary>It came to an end of some kind, or was killed.</summary>
    Ended,

    /// <summary>A process holds the folder.</summary>
    Running,

    /// <summary>Its journal cannot be read, and there is no other file that says what it was.</summary>
    Broken,
}
