using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.FaultMatrix.Support;

/// <summary>Made once: rows of the matrix name them.</summary>
internal static class Certificates
{
    /// <summary>Of this machine, which every client of the matrix trusts.</summary>
    public static TestCertificates Own { get; } = new();

    /// <summary>Of another name, by another authority.</summary>
    public static TestCertificates Elsewhere { get; } = new("elsewhere.test");
}
