using System.Net;
using System.Net.Sockets;
using BatchLoadTest.BatchApi.Http;

namespace BatchLoadTest.BatchApi;

/// <summary>
/// Looks before the load whether anything listens at the target at all, by opening one connection and sending nothing:
/// a closed port must end a run within seconds and not show as a thousand failures.
/// </summary>
/// <param name="host">The target.</param>
/// <param name="proxies">Behind a proxy only the proxy can be reached from here.</param>
/// <param name="timeProvider">Clock of the longest wait, 5 s.</param>
public sealed class TargetProbe(Uri host, ProxyRules proxies, TimeProvider timeProvider)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Returns null, also where it was cancelled, or why the target cannot be reached.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<string?> TryConnectAsync(CancellationToken cancellationToken)
    {
        var proxy = proxies.For(host);
        var target = proxy?.Uri ?? host;
        var name = proxy is null
            ? $"{target.IdnHost}:{target.Port}"
            : $"the proxy {proxy} (from {proxy.Source}) of {host.IdnHost}:{host.Port}";
        using var timeout = new CancellationTokenSource(Patience, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(new DnsEndPoint(target.IdnHost, target.Port), either.Token);
            return null;
        }
        catch (SocketException exception)
        {
            return $"{name} cannot be reached: {LocalFault.Words(exception) ?? exception.Message}";
        }
        catch (OperationCanceledException)
        {
            return cancellationToken.IsCancellationRequested
                ? null
                : $"{name} cannot be reached: no answer within {Patience.TotalSeconds:0} s";
        }
    }
}
