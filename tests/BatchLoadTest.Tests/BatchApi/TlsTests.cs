using System.Security.Cryptography.X509Certificates;
using BatchLoadTest.BatchApi;
using BatchLoadTest.Measurements;
using BatchLoadTest.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace BatchLoadTest.Tests.BatchApi;

public sealed class TlsTests : IDisposable
{
    private readonly TestCertificates certificates = new();
    private readonly TemporaryFolder folder = new();

    [Fact]
    public async Task Get_UntrustedCertificate_IsATlsFailure()
    {
        await using var server = await StartAsync();

        Assert.Equal(Outcome.Tls, await GetAsync(Connecting.Options(server.Address)));
    }

    [Fact]
    public async Task Get_OwnAuthorityAsPem_IsTrusted()
    {
        await using var server = await StartAsync();
        var file = folder.Write("ca.pem", certificates.Authority.ExportCertificatePem());

        Assert.Equal(Outcome.Success, await GetAsync(WithAuthority(server.Address, file)));
    }

    [Fact]
    public async Task Get_OwnAuthorityAsDer_IsTrusted()
    {
        await using var server = await StartAsync();
        var file = folder.Write("ca.der", certificates.Authority.Export(X509ContentType.Cert));

        Assert.Equal(Outcome.Success, await GetAsync(WithAuthority(server.Address, file)));
    }

    [Fact]
    public async Task Get_OtherAuthority_IsATlsFailure()
    {
        await using var server = await StartAsync();
        using var others = new TestCertificates();
        var file = folder.Write("other.pem", others.Authority.ExportCertificatePem());

        Assert.Equal(Outcome.Tls, await GetAsync(WithAuthority(server.Address, file)));
    }

    [Fact]
    public async Task Get_Insecure_TrustsAnyCertificate()
    {
        await using var server = await StartAsync();

        Assert.Equal(Outcome.Success, await GetAsync(Connecting.Options(server.Address) with { Insecure = true }));
    }

    [Fact]
    public async Task Get_TrustedAuthorityAndAnotherName_IsATlsFailure()
    {
        using var elsewhere = new TestCertificates("elsewhere.test");
        await using var server = await StartAsync(elsewhere);
        var file = folder.Write("ca.pem", elsewhere.Authority.ExportCertificatePem());

        Assert.Equal(Outcome.Tls, await GetAsync(WithAuthority(server.Address, file)));
    }

    [Fact]
    public async Task Get_ServerWithoutTls_IsATlsFailure()
    {
        await using var server = new RawServer(connection => connection.SendAsync("HTTP/1.1 400 Bad\r\n\r\n"));
        var https = new UriBuilder(server.Address) { Scheme = Uri.UriSchemeHttps }.Uri;

        Assert.Equal(Outcome.Tls, await GetAsync(Connecting.Options(https) with { Insecure = true }));
    }

    [Fact]
    public async Task Upload_RefusedAndResetWhileBeingSent_IsThatRefusal()
    {
        await using var server = await WebServer.StartAsync(
            async context =>
            {
                context.Response.StatusCode = 413;
                context.Response.Headers.Connection = "close";
                await context.Response.WriteAsync("file is over 10 MB.");
                await context.Response.CompleteAsync();
                await Task.Delay(100);
                context.Abort();
            },
            certificate: certificates.Server
        );
        using var link = new Link(Connecting.Options(server.Address, 5_000) with { Insecure = true });

        var response = await link.UploadAsync(20_000_000);

        Assert.Equal((Outcome.HttpStatus, 413), (response.Outcome, response.Status));
    }

    public void Dispose()
    {
        certificates.Dispose();
        folder.Dispose();
    }

    private static BatchApiOptions WithAuthority(Uri address, string file) =>
        Connecting.Options(address) with
        {
            CaCertificateFile = file,
        };

    private static async Task<Outcome> GetAsync(BatchApiOptions options)
    {
        using var link = new Link(options);
        return (await link.GetAsync()).Outcome;
    }

    private Task<WebServer> StartAsync(TestCertificates? other = null) =>
        WebServer.StartAsync(
            context => context.Response.WriteAsync("""{"id":"file-1"}"""),
            certificate: (other ?? certificates).Server
        );
}
