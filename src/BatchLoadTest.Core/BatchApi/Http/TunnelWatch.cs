using System.Net.Http;

namespace BatchLoadTest.BatchApi.Http;

/// <summary>
/// Watches the connection on which a proxy is asked for a tunnel. That is no request to the service; a proxy that ends
/// the connection in place of an answer makes the service unreachable. What goes through the tunnel is not looked at.
/// </summary>
internal sealed class TunnelWatch : IConnectionWatch
{
    private bool answered;

    public ValueTask<int> ReadAsync(Stream connection, Memory<byte> buffer, CancellationToken cancellationToken) =>
        answered || buffer.IsEmpty
            ? connection.ReadAsync(buffer, cancellationToken)
            : ReadAnswerAsync(connection, buffer, cancellationToken);

    public ValueTask WriteAsync(Stream connection, ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken) =>
        connection.WriteAsync(buffer, cancellationToken);

    private async ValueTask<int> ReadAnswerAsync(
        Stream connection,
        Memory<byte> buffer,
        CancellationToken cancellationToken
    )
    {
        var read = await connection.ReadAsync(buffer, cancellationToken);
        answered = read > 0;
        return answered
            ? read
            : throw new HttpRequestException(
                HttpRequestError.ProxyTunnelError,
                "the proxy closed the connection that was to become a tunnel"
            );
    }
}
