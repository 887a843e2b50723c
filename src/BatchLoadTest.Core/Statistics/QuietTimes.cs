namespace BatchLoadTest.Statistics;

/// <summary>
/// Stretches of at least a second in which no byte of any answer came, whether anything waited or not: of several processes
/// that drive one service, silence is only where all of them heard nothing. One caller.
/// </summary>
/// <param name="start">Time stamp of the run's start.</param>
/// <param name="timeProvider">The run's clock.</param>
/// <param name="clock">The run's time.</param>
internal sealed class QuietTimes(long start, TimeProvider timeProvider, RunClock clock)
{
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1);

    private readonly List<SilencePiece> pieces = [];
    private long begin = start;
    private long told = start;
    private long until = start;

    /// <summary>Looks whether anything came.</summary>
    /// <param name="lastLook">Time stamp of the look before.</param>
    /// <param name="now">Time stamp of this one.</param>
    /// <param name="answer">Time stamp of the last byte of an answer since the look before; null where none came.</param>
    public void Look(long lastLook, long now, long? answer)
    {
        if (answer is { } answered)
        {
            // Of several answers since then, any may have been the first: up to the last look there was none.
            until = Math.Max(until, lastLook);
            Tell();
            (begin, told, until) = (answered, answered, answered);
        }
        else
        {
            until = now;
        }
    }

    /// <summary>Hands over what there was since the last call, and so far of what goes on.</summary>
    public void Take(IList<SilencePiece> quiet)
    {
        Tell();
        pieces.ForEach(quiet.Add);
        pieces.Clear();
    }

    private void Tell()
    {
        if (until > told && timeProvider.GetElapsedTime(begin, until) >= Least)
        {
            pieces.Add(new SilencePiece(At(told), At(until), Waiting: 0));
            told = until;
        }
    }

    private DateTimeOffset At(long timestamp) => clock.StartedAt + clock.ElapsedAt(timestamp);
}
