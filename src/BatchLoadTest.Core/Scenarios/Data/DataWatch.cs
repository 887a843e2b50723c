using BatchLoadTest.Load;

namespace BatchLoadTest.Scenarios.Data;

/// <summary>
/// Tells users that begin an iteration whether the data has changed, without the disk being asked each time: many begin
/// each second, and asking costs seven system calls. From any thread.
/// </summary>
/// <param name="data">What is watched.</param>
/// <param name="timeProvider">The run's clock.</param>
internal sealed class DataWatch(IRequestData data, TimeProvider timeProvider)
{
    /// <summary>The disk is asked at most once in so long, by whoever comes first.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private long due = timeProvider.GetTimestamp();

    /// <inheritdoc cref="IRequestData.Change"/>
    /// <remarks>Null also where the disk was asked a moment ago: the one who asked was told.</remarks>
    public string? Change()
    {
        var now = timeProvider.GetTimestamp();
        var mine = Volatile.Read(ref due);
        return now >= mine && Interlocked.CompareExchange(ref due, timeProvider.Later(now, Interval), mine) == mine
            ? data.Change()
            : null;
    }
}
