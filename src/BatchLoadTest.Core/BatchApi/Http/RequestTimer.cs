namespace BatchLoadTest.BatchApi.Http;

/// <summary>
/// One user's request time-out, kept apart from the run's interruption so that "we timed out" and "they cancelled"
/// never mix. Reused from request to request: the next start ends the last one's time-out, and one that runs out in
/// between hits nothing. Not for two requests at once.
/// </summary>
internal sealed class RequestTimer(TimeProvider timeProvider, CancellationToken interrupt) : IDisposable
{
    private CancellationTokenSource? source;
    private CancellationTokenRegistration registration;

    /// <summary>Starts the time-out and returns the token that ends the request by time-out or interruption.</summary>
    /// <param name="timeout">Longest time of the request.</param>
    public CancellationToken Start(TimeSpan timeout)
    {
        if (source is null || !source.TryReset())
        {
            Dispose();
            source = new CancellationTokenSource(Timeout.InfiniteTimeSpan, timeProvider);
            registration = interrupt.UnsafeRegister(static state => ((CancellationTokenSource)state!).Cancel(), source);
        }

        source.CancelAfter(timeout);
        return source.Token;
    }

    public void Dispose()
    {
        registration.Dispose();
        source?.Dispose();
        source = null;
    }
}
