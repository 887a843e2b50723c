using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace BatchLoadTest.Silos;

/// <summary>How one process of a cluster is reached, and how it reaches its master.</summary>
public sealed record ClusterOptions
{
    /// <summary>
    /// Address to listen at; null for every one of the machine, or for the loopback one alone where that is what the others
    /// are told.
    /// </summary>
    public IPAddress? Bind { get; init; }

    /// <summary>
    /// Address at which the others reach this process. Null: for a worker the one from which it reaches its master; for a
    /// master that where it listens, or the first one of the machine.
    /// </summary>
    public IPAddress? Advertise { get; init; }

    /// <summary>Port to listen at, the same for the others; 0 for one that is free.</summary>
    public int Port { get; init; }

    /// <summary>Name or address of the master; a worker's only.</summary>
    public string MasterHost { get; init; } = "";

    /// <summary>The master's port; a worker's only.</summary>
    public int MasterPort { get; init; }

    /// <summary>The master's host and port, for a person.</summary>
    public string Master =>
        Uri.CheckHostName(MasterHost) == UriHostNameType.IPv6
            ? $"[{MasterHost}]:{MasterPort}"
            : $"{MasterHost}:{MasterPort}";

    /// <summary>
    /// The one certificate that all have, with its key: both sides of every connection show it, and take no other one. Null
    /// for connections without TLS.
    /// </summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>
    /// The Redis server that holds the table of members, which then outlives a master; null where the master holds it.
    /// </summary>
    public Uri? Store { get; init; }

    /// <summary>
    /// Tells clusters of one store apart: the same for a master and the one that is started in its place. A master's only.
    /// </summary>
    public string ClusterName { get; init; } = "";

    /// <summary>The clock of waits and time-outs.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
