namespace BatchLoadTest.Authentication;

/// <summary>How a process left an exchange.</summary>
/// <param name="Notices">What a reader of the report must know, a line each.</param>
/// <param name="LeavesKey">The key stays at the service and in its file: others use it still.</param>
public sealed record ExchangeEnding(IReadOnlyList<string> Notices, bool LeavesKey = false);
