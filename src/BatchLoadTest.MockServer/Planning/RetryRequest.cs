namespace BatchLoadTest.MockServer.Planning;

/// <summary>What is to be worked on again of a batch.</summary>
/// <param name="At">When.</param>
/// <param name="Finished">The rows that had had their turn by then.</param>
/// <param name="IsOver">Whether the batch works on no other rows any more.</param>
/// <param name="Ids">The results that are named; null for all that can be.</param>
internal sealed record RetryRequest(DateTimeOffset At, int Finished, bool IsOver, IReadOnlySet<ulong>? Ids);
