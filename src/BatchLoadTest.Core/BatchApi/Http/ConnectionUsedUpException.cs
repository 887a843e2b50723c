namespace BatchLoadTest.BatchApi.Http;

/// <summary>
/// The connection cannot take another request, and nothing of this one was sent: it can be sent again at once.
/// </summary>
internal sealed class ConnectionUsedUpException() : IOException("the connection is used up");
