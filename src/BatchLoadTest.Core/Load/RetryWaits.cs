namespace BatchLoadTest.Load;

/// <summary>
/// Keeps account of users that wait because a service asked them to: such a wait is in no latency, and without it nobody
/// could tell why so little is sent. From any thread.
/// </summary>
/// <param name="timeProvider">The run's clock.</param>
public sealed class RetryWaits(TimeProvider timeProvider)
{
    private readonly Lock gate = new();
    private readonly List<(long Begin, DateTimeOffset Until)> waiting = [];
    private TimeSpan ended;

    /// <summary>How it stands.</summary>
    public RetryWaitState Now
    {
        get
        {
            lock (gate)
            {
                var total = waiting.Aggregate(ended, (sum, each) => sum + timeProvider.GetElapsedTime(each.Begin));
                return new(waiting.Count, waiting.Count == 0 ? default : waiting.Max(each => each.Until), total);
            }
        }
    }

    /// <summary>Waits with a user on the list.</summary>
    /// <param name="time">How long the service asks to wait.</param>
    /// <param name="wait">Waits for that long, or until the run waits no longer.</param>
    public async Task WaitAsync(TimeSpan time, Func<TimeSpan, Task> wait)
    {
        var entry = (timeProvider.GetTimestamp(), timeProvider.GetUtcNow() + time);
        lock (gate)
        {
            waiting.Add(entry);
        }

        try
        {
            await wait(time);
        }
        finally
        {
            lock (gate)
            {
                waiting.Remove(entry);
                ended += timeProvider.GetElapsedTime(entry.Item1);
            }
        }
    }
}
