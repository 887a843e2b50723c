using BatchLoadTest.Cluster;
using BatchLoadTest.Silos;
using Microsoft.Extensions.Time.Testing;

namespace BatchLoadTest.Tests.Silos;

/// <summary>The one file that all processes of a cluster have.</summary>
public sealed class ClusterCertificateTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Path => folder.File("cluster.pem");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Create_LoadedAgain_HasItsKeyAndIsTheOwnersAlone()
    {
        ClusterCertificate.Create(Path);
        using var first = ClusterCertificate.Load(Path);
        using var second = ClusterCertificate.Load(Path);

        Assert.True(first.HasPrivateKey);
        Assert.True(ClusterCertificate.IsSame(first, second));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path));
        }
    }

    [Fact]
    public void IsSame_AnotherOne_IsNot()
    {
        ClusterCertificate.Create(Path);
        ClusterCertificate.Create(folder.File("other.pem"));
        using var first = ClusterCertificate.Load(Path);
        using var second = ClusterCertificate.Load(folder.File("other.pem"));

        Assert.False(ClusterCertificate.IsSame(first, second));
        Assert.False(ClusterCertificate.IsSame(first, null));
    }

    [Fact]
    public void Create_IsThereAlready_IsNotWrittenOver()
    {
        folder.Write("cluster.pem", "mine");

        Refused("is there already", () => ClusterCertificate.Create(Path));
        Assert.Equal("mine", File.ReadAllText(Path));
    }

    [Fact]
    public void Create_FolderMissing_IsRefused() =>
        Refused("cannot write", () => ClusterCertificate.Create(folder.File("missing/cluster.pem")));

    [Fact]
    public void Load_Missing_SaysHowToMakeOne() =>
        Refused("'batch-load-test certificate' makes one", () => ClusterCertificate.Load(Path));

    [Fact]
    public void Load_WithoutKey_IsRefused()
    {
        ClusterCertificate.Create(Path);
        var text = File.ReadAllText(Path);
        folder.Write("cluster.pem", text[..text.IndexOf("-----BEGIN PRIVATE", StringComparison.Ordinal)]);

        Refused("without its private key", () => ClusterCertificate.Load(Path));
    }

    [Fact]
    public void Load_KeyOfAnother_IsRefused()
    {
        ClusterCertificate.Create(Path);
        ClusterCertificate.Create(folder.File("other.pem"));
        var own = File.ReadAllText(Path);
        var other = File.ReadAllText(folder.File("other.pem"));
        folder.Write(
            "cluster.pem",
            own[..own.IndexOf("-----BEGIN PRIVATE", StringComparison.Ordinal)]
                + other[other.IndexOf("-----BEGIN PRIVATE", StringComparison.Ordinal)..]
        );

        Refused("holds no certificate with its private key", () => ClusterCertificate.Load(Path));
    }

    [Fact]
    public void Load_SomethingElse_IsRefused()
    {
        folder.Write("cluster.pem", "hello");

        Refused("holds no certificate", () => ClusterCertificate.Load(Path));
    }

    [Theory]
    [InlineData(5 * 366, "expired on 2031-05-06")]
    [InlineData(-2, "is valid only from 2026-05-05")]
    public void Load_NotValidToday_IsRefused(int days, string line)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 5, 6, 7, 8, 9, TimeSpan.Zero));
        ClusterCertificate.Create(Path, time);
        using var valid = ClusterCertificate.Load(Path, time);
        var other = new FakeTimeProvider(time.GetUtcNow().AddDays(days));

        Refused(line, () => ClusterCertificate.Load(Path, other));
    }

    private static void Refused(string line, Action action) =>
        Assert.Contains(line, Assert.Throws<ClusterException>(action).Message, StringComparison.Ordinal);
}
