using System.Net;
using BatchLoadTest.Cluster;
using BatchLoadTest.Silos;
using BatchLoadTest.Silos.Hosting;

namespace BatchLoadTest.Tests.Silos;

/// <summary>Where a process listens, and what it tells the others.</summary>
public sealed class OwnAddressTests
{
    private static readonly IPAddress Otherwise = IPAddress.Parse("192.0.2.9");

    [Theory]
    [InlineData(null, null, "192.0.2.9", "0.0.0.0")]
    [InlineData("0.0.0.0", null, "192.0.2.9", "0.0.0.0")]
    [InlineData("192.0.2.1", null, "192.0.2.1", "192.0.2.1")]
    [InlineData(null, "192.0.2.1", "192.0.2.1", "0.0.0.0")]
    [InlineData(null, "2001:db8::1", "2001:db8::1", "::")]
    [InlineData("127.0.0.1", null, "127.0.0.1", "127.0.0.1")]
    [InlineData(null, "127.0.0.1", "127.0.0.1", "127.0.0.1")]
    [InlineData("0.0.0.0", "127.0.0.2", "127.0.0.2", "0.0.0.0")]
    public void AdvertisedAndListening_AreAsAskedFor(
        string? bind,
        string? advertise,
        string advertised,
        string listening
    )
    {
        var options = new ClusterOptions { Bind = Address(bind), Advertise = Address(advertise) };
        var told = OwnAddress.Advertised(options, () => Otherwise);

        Assert.Equal(advertised, told.ToString());
        Assert.Equal(listening, OwnAddress.Listening(options.Bind, told).ToString());
    }

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("::")]
    public void Advertised_EveryAddress_IsRefused(string advertise) =>
        Assert.Throws<ClusterException>(() =>
            OwnAddress.Advertised(new ClusterOptions { Advertise = IPAddress.Parse(advertise) }, () => Otherwise)
        );

    private static IPAddress? Address(string? text) => text is null ? null : IPAddress.Parse(text);
}
