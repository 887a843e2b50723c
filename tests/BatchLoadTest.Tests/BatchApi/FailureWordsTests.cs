using BatchLoadTest.Measurements;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.BatchApi;

public sealed class FailureWordsTests
{
    [Fact]
    public async Task Get_Reset_SaysSoInsteadOfAnErrorOccurred()
    {
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.ResetAsync();
        });
        using var link = new Link(server.Address);

        Assert.Equal("Connection reset by peer", (await link.GetAsync()).Detail);
    }

    [Fact]
    public async Task Get_UntrustedCertificate_SaysSoInsteadOfSeeInnerException()
    {
        using var certificates = new TestCertificates();
        await using var server = await WebServer.StartAsync(_ => Task.CompletedTask, certificate: certificates.Server);
        using var link = new Link(server.Address);

        var response = await link.GetAsync();

        Assert.Equal(Outcome.Tls, response.Outcome);
        Assert.Contains("certificate is invalid", response.Detail, StringComparison.Ordinal);
    }
}
