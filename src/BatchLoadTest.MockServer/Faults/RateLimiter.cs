namespace BatchLoadTest.MockServer.Faults;

/// <summary>
/// At most N requests a second with one second's worth in a burst: the generic cell rate algorithm, whose whole state
/// is the time at which the bucket would be empty again.
/// </summary>
internal sealed class RateLimiter(int perSecond, TimeProvider time)
{
    private readonly long _ticksPerRequest = TimeSpan.TicksPerSecond / Math.Max(1, perSecond);
    private readonly long _start = time.GetTimestamp();
    private long _emptyAt;

    public bool TryTake()
    {
        if (perSecond == 0)
        {
            return true;
        }

        var now = time.GetElapsedTime(_start).Ticks;
        while (true)
        {
            var emptyAt = Interlocked.Read(ref _emptyAt);
            var next = Math.Max(emptyAt, now) + _ticksPerRequest;
            if (next - now > TimeSpan.TicksPerSecond)
            {
                return false;
            }

            if (Interlocked.CompareExchange(ref _emptyAt, next, emptyAt) == emptyAt)
            {
                return true;
            }
        }
    }
}
