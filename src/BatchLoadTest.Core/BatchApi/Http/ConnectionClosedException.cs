namespace BatchLoadTest.BatchApi.Http;

/// <summary>
/// The server closed the connection, in order, before the first byte of its answer. Of a type of its own because the
/// HTTP stack sends a request again by itself where it meets a plain end.
/// </summary>
/// <param name="afterIdle">Whether the connection had been idle for so long that the request met its planned end.</param>
internal sealed class ConnectionClosedException(bool afterIdle)
    : IOException("the server closed the connection before it answered")
{
    /// <summary>Whether the connection had been idle for over <see cref="WatchedStream.IdleSeconds"/> before.</summary>
    public bool AfterIdle => afterIdle;
}
