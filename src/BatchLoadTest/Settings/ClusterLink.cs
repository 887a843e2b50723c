namespace BatchLoadTest.Settings;

/// <summary>How a process finds the others of its cluster.</summary>
public sealed record ClusterLink
{
    /// <summary>IP address by which the others reach this process; null for the usual one.</summary>
    public string? Advertise { get; init; }

    /// <summary>Host of the master; of use only for a worker.</summary>
    public string MasterHost { get; init; } = "127.0.0.1";

    /// <summary>The master's port where nobody says another one: Locust's.</summary>
    public const int DefaultPort = 5557;

    /// <summary>Port of the master.</summary>
    public int MasterPort { get; init; } = DefaultPort;

    /// <summary>The master's host and port, for a person.</summary>
    public string Master =>
        Uri.CheckHostName(MasterHost) == UriHostNameType.IPv6
            ? $"[{MasterHost}]:{MasterPort}"
            : $"{MasterHost}:{MasterPort}";

    /// <summary>Full path of the certificate; null where messages are not encrypted.</summary>
    public string? Certificate { get; init; }

    /// <summary>Whether a person said that messages are not encrypted.</summary>
    public bool IsPlainAsked { get; init; }

    /// <summary>What workers have to know; null for nothing.</summary>
    public string? Token { get; init; }

    /// <summary>The Redis server that knows the members, with its password; null where the master does.</summary>
    public Uri? Store { get; init; }

    /// <summary>Without the token.</summary>
    public override string ToString() => $"ClusterLink {{ MasterHost = {MasterHost}, MasterPort = {MasterPort} }}";
}
