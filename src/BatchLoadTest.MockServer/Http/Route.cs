using BatchLoadTest.MockServer.Counting;

namespace BatchLoadTest.MockServer.Http;

/// <summary>What a request asks for.</summary>
/// <param name="Kind">The operation.</param>
/// <param name="Id">The id in the path, or empty.</param>
internal readonly record struct Route(RequestKind Kind, string Id = "");
