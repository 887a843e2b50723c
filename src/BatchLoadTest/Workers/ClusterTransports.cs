using System.Net;
using BatchLoadTest.Cluster;
using BatchLoadTest.Settings;
using BatchLoadTest.Silos;

namespace BatchLoadTest.Workers;

/// <summary>Makes the ends of a cluster. The only place that knows what they are made of: an ordinary run loads none of it.</summary>
internal static class ClusterTransports
{
    /// <summary>The master's end.</summary>
    /// <param name="link">How workers find it.</param>
    /// <param name="name">Tells clusters of one store apart.</param>
    /// <exception cref="ClusterException">The certificate cannot be used.</exception>
    public static IClusterMaster Master(ClusterLink link, string name) =>
        new OrleansMaster(
            new ClusterOptions
            {
                // Without a certificate only processes of this machine, unless somebody says otherwise.
                Advertise =
                    Address(link) ?? (link.Certificate is null && !link.IsPlainAsked ? IPAddress.Loopback : null),
                Port = link.MasterPort,
                Store = link.Store,
                ClusterName = name,
                Certificate = link.Certificate is { } path ? ClusterCertificate.Load(path) : null,
            }
        );

    /// <summary>A worker's end.</summary>
    /// <exception cref="ClusterException">The certificate cannot be used.</exception>
    public static IClusterWorker Worker(ClusterLink link) =>
        new OrleansWorker(
            new ClusterOptions
            {
                Advertise = Address(link),
                MasterHost = link.MasterHost,
                MasterPort = link.MasterPort,
                Store = link.Store,
                Certificate = link.Certificate is { } path ? ClusterCertificate.Load(path) : null,
            }
        );

    /// <summary>Makes the certificate that all processes of a cluster share.</summary>
    /// <exception cref="ClusterException">It cannot be written.</exception>
    public static void MakeCertificate(string path) => ClusterCertificate.Create(path);

    private static IPAddress? Address(ClusterLink link) => link.Advertise is { } text ? IPAddress.Parse(text) : null;
}
