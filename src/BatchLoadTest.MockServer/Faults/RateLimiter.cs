namespace BatchLoadTest.MockServer.Faults;

/// <summary>
/// At most N requests a second with one second's worth in a burst: the generic cell rate algorithm, whose whole state
/// is the time at which the bucket would be empty again.
/// </summary>
internal sealed class RateLimiter(int perSecond, TimeProvider time)
{
    private readonly long ticksPerRequest = TimeSpan.TicksPerSecond / Math.Max(1, perSecond);
    private readonly long start = time.GetTimestamp();
    private long emptyAt;

    public bool TryTake()
    {
        if (perSecond == 0)
        {
            return true;
        }

        var now = time.GetElapsedTime(start).Ticks;
        while (true)
        {
            var old = Interlocked.Read(ref emptyAt);
            var next = Math.Max(old, now) + ticksPerRequest;
            if (next - now > TimeSpan.TicksPerSecond)
            {
                return false;
            }

            if (Interlocked.CompareExchange(ref emptyAt, next, old) == old)
            {
                return true;
            }
        }
    }
}
