using BatchLoadTest.MockServer.Options;

namespace BatchLoadTest.MockServer.Planning;

/// <summary>How long a row takes, by when it starts and how many batches were unfinished.</summary>
internal sealed class RowPace(ServiceOptions options, long start)
{
    /// <summary>Ends are kept from running out of the calendar, and leave room for adding to them.</summary>
    public static readonly long Latest = new DateTimeOffset(9000, 1, 1, 0, 0, 0, TimeSpan.Zero).UtcTicks;

    private readonly (long At, double Speed)[] changes =
    [
        .. options
            .Changes.OrderBy(change => change.At)
            .Select(change => (start + Math.Min(change.At.Ticks, Latest), change.Speed)),
    ];

    /// <summary>When a row ends that starts at a moment, in UTC ticks as the start.</summary>
    public long EndOf(long startsAt, int unfinished)
    {
        if (options.RowTime <= TimeSpan.Zero)
        {
            return startsAt;
        }

        var ticks = Math.Round(
            options.RowTime.Ticks * (1 + (options.SlowWithQueue * unfinished)) / SpeedAt(startsAt),
            MidpointRounding.AwayFromZero
        );
        return Math.Min(startsAt + (long)Math.Clamp(ticks, 1, Latest), Latest);
    }

    private double SpeedAt(long moment)
    {
        var speed = 1.0;
        foreach (var change in changes)
        {
            if (change.At > moment)
            {
                break;
            }

            speed = change.Speed;
        }

        return speed;
    }
}
