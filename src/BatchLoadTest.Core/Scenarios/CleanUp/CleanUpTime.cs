namespace BatchLoadTest.Scenarios.CleanUp;

/// <summary>The time that clean-up has, which a person in a hurry makes shorter.</summary>
public sealed class CleanUpTime : IDisposable
{
    private readonly CancellationTokenSource over;
    private readonly TimeProvider timeProvider;
    private readonly long begin;
    private readonly Lock gate = new();
    private CleanUpTime? half;
    private ITimer? deadline;
    private long ticks;

    /// <summary>Begins now.</summary>
    /// <param name="time">How long.</param>
    /// <param name="timeProvider">The run's clock.</param>
    public CleanUpTime(TimeSpan time, TimeProvider timeProvider)
        : this(time, timeProvider, new CancellationTokenSource(time, timeProvider)) { }

    private CleanUpTime(TimeSpan time, TimeProvider timeProvider, CancellationTokenSource over)
    {
        this.timeProvider = timeProvider;
        this.over = over;
        begin = timeProvider.GetTimestamp();
        ticks = time.Ticks;
    }

    /// <summary>Whether there is more time after it.</summary>
    public bool IsHalf => deadline is not null;

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

    /// <summary>
    /// The first half of what is left of it, for what comes first: it must not take the time of what comes after. To be
    /// taken once; ends, is shortened and is disposed of with this one.
    /// </summary>
    public CleanUpTime FirstHalf()
    {
        var time = Remaining / 2;
        var source = CancellationTokenSource.CreateLinkedTokenSource(over.Token);
        lock (gate)
        {
            half = new CleanUpTime(time, timeProvider, source)
            {
                // Not its source's own timer: that would be the system's clock.
                deadline = timeProvider.CreateTimer(
                    static source => ((CancellationTokenSource)source!).Cancel(),
                    source,
                    time,
                    Timeout.InfiniteTimeSpan
                ),
            };
            return half;
        }
    }

    /// <summary>No longer than this from now on.</summary>
    public void Shorten(TimeSpan time)
    {
        if (time < Remaining)
        {
            Interlocked.Exchange(ref ticks, (timeProvider.GetElapsedTime(begin) + time).Ticks);
            if (deadline is null)
            {
                over.CancelAfter(time);
            }
            else
            {
                deadline.Change(time, Timeout.InfiniteTimeSpan);
            }

            lock (gate)
            {
                half?.Shorten(time / 2);
            }
        }
    }

    /// <summary>Ends it.</summary>
    public void End() => over.Cancel();

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (gate)
        {
            half?.Dispose();
        }

        deadline?.Dispose();
        over.Dispose();
    }
}
