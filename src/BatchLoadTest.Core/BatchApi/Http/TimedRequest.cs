using System.Net.Http;

namespace BatchLoadTest.BatchApi.Http;

/// <summary>
/// A request that takes note of the connection that is opened for it. The stack hands it to whoever connects: an event
/// listener would cost every request more than it takes.
/// </summary>
internal sealed class TimedRequest(HttpMethod method, Uri uri) : HttpRequestMessage(method, uri)
{
    private long connectBegan;
    private long connected;
    private long secured;

    /// <summary>Somebody begins to connect for it.</summary>
    public void ConnectBegins(long timestamp) => Volatile.Write(ref connectBegan, timestamp);

    /// <summary>The socket is connected.</summary>
    public void Connected(long timestamp) => Volatile.Write(ref connected, timestamp);

    /// <summary>TLS, where it is spoken, is done: what follows is HTTP.</summary>
    public void Secured(long timestamp) => Volatile.Write(ref secured, timestamp);

    /// <summary>
    /// What connecting and TLS took, in time stamps; zero where no connection was opened for it, or none that was ready in
    /// time.
    /// </summary>
    /// <param name="until">The first byte of the answer.</param>
    public (long Connecting, long Securing) Times(long until)
    {
        var (began, opened) = (Volatile.Read(ref connectBegan), Volatile.Read(ref connected));
        var done = Volatile.Read(ref secured) is var at and > 0 ? at : opened;
        // Another connection may have been free sooner.
        return began == 0 || opened < began || done < opened || done > until ? (0, 0) : (opened - began, done - opened);
    }
}
