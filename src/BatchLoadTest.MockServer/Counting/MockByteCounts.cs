namespace BatchLoadTest.MockServer.Counting;

/// <summary>Bytes of bodies, without headers and framing.</summary>
/// <param name="Received">Bytes of request bodies that were read.</param>
/// <param name="Sent">Bytes of answers' bodies that were written.</param>
public sealed record MockByteCounts(long Received, long Sent);
