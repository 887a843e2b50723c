using BatchLoadTest.BatchApi.Http;

namespace BatchLoadTest.Settings.Parsing;

/// <summary>A proxy as it was given.</summary>
/// <param name="Proxy">Its address; null for the word <c>none</c>.</param>
public readonly record struct GivenProxy(ProxyAddress? Proxy);
