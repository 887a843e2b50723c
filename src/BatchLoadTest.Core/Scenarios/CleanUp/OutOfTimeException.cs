namespace BatchLoadTest.Scenarios.CleanUp;

/// <summary>Clean-up's time, or the share of what was asked for, is over.</summary>
/// <param name="lastAnswer">What the service has answered last; null for nothing.</param>
internal sealed class OutOfTimeException(string? lastAnswer)
    : OperationCanceledException(lastAnswer is null ? "no time left" : $"no time left; last answer: {lastAnswer}")
{
    /// <summary>Whether the service has answered at all.</summary>
    public bool HasAnswer => lastAnswer is not null;
}
