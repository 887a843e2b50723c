namespace BatchLoadTest.FaultMatrix.Support;

/// <summary>The system's clock, whose time stamps can be moved on: a connection gets idle without waiting.</summary>
internal sealed class ShiftedClock : TimeProvider
{
    private long shift;

    public override long GetTimestamp() => base.GetTimestamp() + Volatile.Read(ref shift);

    public void Advance(TimeSpan time) => Interlocked.Add(ref shift, (long)(time.TotalSeconds * TimestampFrequency));
}
