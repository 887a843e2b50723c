namespace BatchLoadTest.Measurements;

/// <summary>Which requests of the load wait at this moment, and when the last byte of any answer came.</summary>
public sealed class ActivityBoard
{
    // Below this nobody who reads it sees a difference; written each time it would be fetched from core to core.
    private const long LeastMicroseconds = 1_000;

    private readonly Lock gate = new();
    private readonly TimeProvider timeProvider;
    private readonly long leastStep;
    private RequestActivity[] users = [];
    private int count;
    private long lastAnswer;
    private bool isClosed;

    /// <summary>Nothing is under way.</summary>
    /// <param name="timeProvider">The run's clock.</param>
    public ActivityBoard(TimeProvider timeProvider)
    {
        this.timeProvider = timeProvider;
        leastStep = timeProvider.TimestampFrequency * LeastMicroseconds / 1_000_000;
        lastAnswer = timeProvider.GetTimestamp();
    }

    /// <summary>
    /// Time stamp of the last byte of any answer, at most a millisecond too early; the run's start until there was one.
    /// </summary>
    public long LastAnswer => Volatile.Read(ref lastAnswer);

    /// <summary>What is slow.</summary>
    public SlowBounds Slow { get; } = new();

    /// <summary>Whether the load is over: what is requested now is none of it.</summary>
    public bool IsClosed => Volatile.Read(ref isClosed);

    /// <summary>The load is over.</summary>
    public void Close() => Volatile.Write(ref isClosed, true);

    /// <summary>A place for one more connection.</summary>
    public RequestActivity Add()
    {
        var activity = new RequestActivity(this);
        lock (gate)
        {
            if (count == users.Length)
            {
                // A copy: who walks over the old one sees it unchanged.
                Array.Resize(ref users, Math.Max(16, 2 * count));
            }

            users[count++] = activity;
        }

        return activity;
    }

    /// <summary>Every connection that there is so far; some may have nothing under way.</summary>
    public ReadOnlySpan<RequestActivity> All
    {
        get
        {
            lock (gate)
            {
                return users.AsSpan(0, count);
            }
        }
    }

    /// <summary>
    /// Time stamp of the beginning of the oldest request that was not recorded yet; the present moment where there is none.
    /// </summary>
    public long OldestUnrecorded
    {
        get
        {
            // Before the requests are looked at: what begins meanwhile is later.
            var oldest = Now();
            foreach (var request in All)
            {
                var since = request.UnrecordedSince;
                oldest = since == 0 ? oldest : Math.Min(oldest, since);
            }

            return oldest;
        }
    }

    internal long Now() => timeProvider.GetTimestamp();

    internal void Answered(long timestamp)
    {
        if (timestamp - Volatile.Read(ref lastAnswer) > leastStep)
        {
            Volatile.Write(ref lastAnswer, timestamp);
        }
    }
}
