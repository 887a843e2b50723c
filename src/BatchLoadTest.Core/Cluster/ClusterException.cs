namespace BatchLoadTest.Cluster;

/// <summary>Processes of a cluster cannot reach each other; the message is a line for a person.</summary>
public sealed class ClusterException : Exception
{
    /// <summary>Without words.</summary>
    public ClusterException() { }

    /// <summary>With a line for a person.</summary>
    public ClusterException(string message)
        : base(message) { }

    /// <summary>With a line for a person, and what is behind it.</summary>
    public ClusterException(string message, Exception innerException)
        : base(message, innerException) { }
}
