namespace BatchLoadTest.MockServer.Counting;

/// <summary>API keys seen by the mock server.</summary>
/// <param name="Created">Keys created over HTTP.</param>
/// <param name="Deleted">Keys deleted over HTTP, one by one.</param>
/// <param name="Live">Keys that work now, those from the options included.</param>
public sealed record MockKeyCounts(long Created, long Deleted, long Live);
