namespace BatchLoadTest.BatchApi.Http;

/// <summary>
/// Stands between the HTTP stack and one connection, above TLS, and sees to it that the stack sends nothing again by
/// itself: each sending is a request that the service sees, and so one that counts. One reader and one writer at a time.
/// </summary>
internal interface IConnectionWatch
{
    /// <summary>Reads for the stack. A length of 0 for a buffer that is not empty is the end.</summary>
    ValueTask<int> ReadAsync(Stream connection, Memory<byte> buffer, CancellationToken cancellationToken);

    /// <summary>Writes for the stack.</summary>
    ValueTask WriteAsync(Stream connection, ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken);
}
