namespace BatchLoadTest.Scenarios.CleanUp;

/// <summary>The time that clean-up has, which a person in a hurry makes shorter.</summary>
public sealed class CleanUpTime : IDisposable
{
    private readonly CancellationTokenSource over;
    private readonly TimeProvider timeProvider;
    private readonly long begin;
    private long ticks;

    /// <summary>Begins now.</summary>
    /// <param name="time">How long.</param>
    /// <param name="timeProvider">The run's clock.</param>
    public CleanUpTime(TimeSpan time, TimeProvider timeProvider)
    {
        this.timeProvider = timeProvider;
        over = new CancellationTokenSource(time, timeProvider);
        begin = timeProvider.GetTimestamp();
        ticks = time.Ticks;
    }

    /// <summary>Cancelled when it is over.</summary>
    public CancellationToken Over => over.Token;

    /// <summary>What is left of it.</summary>
    public TimeSpan Remaining
    {
        get
        {
            var left = TimeSpan.FromTicks(Interlocked.Read(ref ticks)) - timeProvider.GetElapsedTime(begin);
            return left > TimeSpan.Zero && !over.IsCancellationRequested ? left : TimeSpan.Zero;
        }
    }

    /// <summary>No longer than this from now on.</summary>
    public void Shorten(TimeSpan time)
    {
        if (time < Remaining)
        {
            Interlocked.Exchange(ref ticks, (timeProvider.GetElapsedTime(begin) + time).Ticks);
            over.CancelAfter(time);
        }
    }

    /// <summary>Ends it.</summary>
    public void End() => over.Cancel();

    /// <inheritdoc/>
    public void Dispose() => over.Dispose();
}
