using BatchLoadTest.BatchApi;

namespace BatchLoadTest.Settings.Values;

/// <summary>A proxy as it was given.</summary>
/// <param name="Proxy">Its address; null for the word <c>none</c>.</param>
public readonly record struct GivenProxy(ProxyAddress? Proxy);
