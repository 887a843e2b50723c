namespace BatchLoadTest.Settings.Parsing;

/// <summary>The host that a person named.</summary>
/// <param name="Url">Scheme, host and port; null for the mock server inside.</param>
public readonly record struct TargetHost(Uri? Url);
