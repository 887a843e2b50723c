using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace BatchLoadTest.Checks.Preflight;

/// <summary>Which certificate the service shows, and for how long it is good. Whether it is trusted the first request tells.</summary>
internal sealed class TlsCheck : ICheck
{
    private const int FewDays = 14;

    /// <inheritdoc/>
    public CheckInfo Info { get; } =
        new("preflight.tls", "the certificate is good", CheckWorth.Must, "RFC 8446, RFC 9110 4.3.4");

    /// <inheritdoc/>
    public IReadOnlyList<string> Needs => ["preflight.tcp"];

    /// <inheritdoc/>
    public async Task<CheckResult> RunAsync(CheckScene scene, CancellationToken cancellationToken)
    {
        var host = scene.Options.Host;
        if (host.Scheme != Uri.UriSchemeHttps)
        {
            return CheckResult.Skip("plain http");
        }

        if (scene.Options.Proxies.For(host) is not null)
        {
            return CheckResult.Skip("through a proxy; the first request tells whether it is trusted");
        }

        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(host.IdnHost, host.Port, cancellationToken);
        await using var stream = new SslStream(new NetworkStream(socket));
        var untrusted = SslPolicyErrors.None;
        try
        {
            await stream.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions
                {
                    TargetHost = host.IdnHost,
                    // With an authority of one's own the first request tells whether it is trusted.
                    RemoteCertificateValidationCallback = (_, _, _, errors) =>
                    {
                        untrusted = errors;
                        return errors == SslPolicyErrors.None
                            || scene.Options.Insecure
                            || scene.Options.CaCertificateFile is not null;
                    },
                },
                cancellationToken
            );
        }
        catch (Exception exception) when (exception is AuthenticationException or IOException)
        {
            return CheckResult.Fail(
                untrusted.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) ? "its certificate is of another name"
                    : untrusted != SslPolicyErrors.None
                        ? "its certificate is of no authority that this machine knows, or is not valid now"
                    : exception.GetBaseException().Message,
                "give the authority's certificate with --ca-cert, or --insecure; or is --host to begin with http://?"
            );
        }

        using (var shown = X509CertificateLoader.LoadCertificate(stream.RemoteCertificate!.GetRawCertData()))
        {
            var days = (shown.NotAfter.ToUniversalTime() - scene.TimeProvider.GetUtcNow().UtcDateTime).TotalDays;
            var seen =
                $"{stream.SslProtocol}, issued by {shown.GetNameInfo(X509NameType.SimpleName, forIssuer: true)}, {days:0} days left";
            return days < FewDays
                ? CheckResult.Note(seen, "the certificate ends soon; renew it")
                : CheckResult.Pass(seen);
        }
    }
}
