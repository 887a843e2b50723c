namespace BatchLoadTest.Scenarios;

/// <summary>What a request creates at the service.</summary>
public enum Creation
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>An upload's file.</summary>
    File,

    /// <summary>A batch.</summary>
    Batch,
}
