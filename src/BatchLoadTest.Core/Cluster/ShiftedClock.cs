namespace BatchLoadTest.Cluster;

/// <summary>This machine's clock, set to another one's. Time stamps and timers are its own: they never jump.</summary>
/// <param name="own">This machine's.</param>
/// <param name="offset">How far it is behind the other one.</param>
public sealed class ShiftedClock(TimeProvider own, TimeSpan offset) : TimeProvider
{
    /// <inheritdoc/>
    public override long TimestampFrequency => own.TimestampFrequency;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => own.LocalTimeZone;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => own.GetUtcNow() + offset;

    /// <inheritdoc/>
    public override long GetTimestamp() => own.GetTimestamp();

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        own.CreateTimer(callback, state, dueTime, period);
}
