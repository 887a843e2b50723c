using System.Net;
using System.Net.Sockets;
using BatchLoadTest.BatchApi;

namespace BatchLoadTest.Checks.Preflight;

/// <summary>Whether the host's name is known here; behind a proxy, the proxy's.</summary>
internal sealed class NameCheck : ICheck
{
    /// <inheritdoc/>
    public CheckInfo Info { get; } = new("preflight.name", "the name is known", CheckWorth.Must, "RFC 1034");

    /// <inheritdoc/>
    public async Task<CheckResult> RunAsync(CheckScene scene, CancellationToken cancellationToken)
    {
        var host = (scene.Options.Proxies.For(scene.Options.Host)?.Uri ?? scene.Options.Host).IdnHost;
        var begin = scene.TimeProvider.GetTimestamp();
        try
        {
            var addresses = await Dns.GetHostAddressesAsync(host, cancellationToken);
            var took = scene.TimeProvider.GetElapsedTime(begin);
            return CheckResult.Pass(
                $"{host} is {string.Join(", ", addresses.Take(4).Select(each => each.ToString()))}, after {took.TotalMilliseconds:0} ms"
            );
        }
        catch (SocketException exception)
        {
            return CheckResult.Fail(
                $"{host}: {exception.Message}",
                "look at --host, and at the name servers of this machine"
            );
        }
    }
}
