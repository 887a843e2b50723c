namespace BatchLoadTest.Scenarios.CleanUp;

/// <summary>
/// How fast clean-up sends, shared by all its workers: at first as fast as it can, slower where the service or a limiter
/// before it refuses, and slowly faster again where it does not.
/// </summary>
/// <remarks>The rate is halved by refusals and grows by successes, as TCP's does: any limit is found and kept.</remarks>
public sealed class CleanUpPace(TimeProvider timeProvider)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    // Three successes win back what one refusal took: a limit is kept with a refusal now and then, and after a long time
    // of nothing but refusals the speed is back within seconds.
    private const double Recovery = 0.8;

    private readonly Lock gate = new();
    private readonly long begin = timeProvider.GetTimestamp();
    private TimeSpan pause;
    private TimeSpan next;
    private TimeSpan slowedAt = TimeSpan.MinValue;

    /// <summary>Time between two requests.</summary>
    public TimeSpan Pause
    {
        get
        {
            lock (gate)
            {
                return pause;
            }
        }
    }

    /// <summary>Waits for one's turn. Returns its moment, for <see cref="Refused"/>.</summary>
    public async Task<TimeSpan> TurnAsync(CancellationToken end)
    {
        while (true)
        {
            TimeSpan wait;
            lock (gate)
            {
                var now = timeProvider.GetElapsedTime(begin);
                wait = next - now;
                if (wait <= TimeSpan.Zero)
                {
                    next = now + pause;
                    return now;
                }
            }

            // Timers cut to whole milliseconds: rounded down, the last of them would be spent in a busy loop.
            var timer = TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds));
            // Not more than one step: meanwhile others may have been refused.
            await Task.Delay(timer < LongestPause ? timer : LongestPause, timeProvider, end);
        }
    }

    /// <summary>A request was answered as it should.</summary>
    public void Succeeded()
    {
        lock (gate)
        {
            pause *= Recovery;
        }
    }

    /// <summary>A request was refused, or met a broken connection.</summary>
    /// <param name="turn">When it was sent: of those that were under way together only the first makes it slower.</param>
    /// <param name="wait">How long the service asks to wait; null where it does not.</param>
    public void Refused(TimeSpan turn, TimeSpan? wait)
    {
        lock (gate)
        {
            var now = timeProvider.GetElapsedTime(begin);
            if (turn > slowedAt)
            {
                slowedAt = now;
                pause = pause * 2 < FirstPause ? FirstPause : pause * 2;
                pause = pause < LongestPause ? pause : LongestPause;
            }

            var earliest = now + (wait ?? pause);
            next = earliest > next ? earliest : next;
        }
    }
}
