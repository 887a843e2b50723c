using Microsoft.AspNetCore.Connections.Features;

namespace BatchLoadTest.MockServer.Faults;

/// <summary>
/// What a server without <c>TCP_NODELAY</c> does to downloads: the last part waits until the client has acknowledged the one
/// before, and a client acknowledges 40 ms late on a connection that it used before.
/// </summary>
internal sealed class Nagle(bool isOn, TimeProvider time)
{
    private static readonly TimeSpan DelayedAcknowledgement = TimeSpan.FromMilliseconds(40);

    private static readonly object Used = new();

    /// <summary>Notes a request; what the last part of its answer waits for, null for nothing.</summary>
    public Func<CancellationToken, Task>? Begin(HttpContext http)
    {
        if (!isOn || http.Features.Get<IConnectionItemsFeature>() is not { } connection)
        {
            return null;
        }

        // Several requests at one time are there with HTTP/2.
        lock (connection)
        {
            if (connection.Items.TryAdd(Used, null))
            {
                return null;
            }
        }

        return WaitAsync;
    }

    private Task WaitAsync(CancellationToken cancellationToken) =>
        Task.Delay(DelayedAcknowledgement, time, cancellationToken);
}
