using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace BatchLoadTest.Silos.Hosting;

/// <summary>What one silo is.</summary>
internal sealed record SiloPlan
{
    public required bool IsMaster { get; init; }

    /// <summary>Where the others reach it.</summary>
    public required IPEndPoint Advertised { get; init; }

    /// <summary>Where it listens, at the same port.</summary>
    public required IPAddress Listening { get; init; }

    /// <summary>The master's advertised endpoint.</summary>
    public required IPEndPoint Master { get; init; }

    public required X509Certificate2? Certificate { get; init; }

    /// <summary>Where the table of members is; null where the master holds it.</summary>
    public MemberStore? Store { get; init; }

    /// <summary>Called where the silo cannot go on.</summary>
    public required Action Failed { get; init; }
}
