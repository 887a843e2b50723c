using BatchLoadTest.Load;
using BatchLoadTest.Measurements;

namespace BatchLoadTest.Statistics;

/// <summary>
/// Looks for silence: no byte of any answer comes while requests wait, one of them for too long. A closed loop sends next to
/// nothing meanwhile, so that no percentile shows it. One caller, several times a second.
/// </summary>
/// <remarks>
/// A stretch begins with the last byte of an answer, or with the first request that waits after it, and ends with the next
/// byte or when nothing waits any more; requests that leave meanwhile end nothing, and where all of them have timed out
/// the stretch goes on with the next one, without the moment in between. It counts, from its beginning, as soon
/// as one of its requests has waited longer than <see cref="AnswerTimes"/> allow for its step, and it has lasted a second
/// (or that limit, where it is less). A request whose body moves does not wait. Where this program itself stood still
/// nobody can say what came: that time is in no stretch and in no age.
/// </remarks>
public sealed class SilenceWatch
{
    // A look that comes so late was held up by this program itself.
    private static readonly TimeSpan LongestLook = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LeastLength = TimeSpan.FromSeconds(1);

    private readonly ActivityBoard board;
    private readonly TimeProvider timeProvider;
    private readonly RunClock clock;
    private readonly AnswerTimes times;
    private readonly QuietTimes quietTimes;
    private readonly List<SilencePiece> pieces = [];

    // Within the open stretch; time stamps, as all that follow.
    private readonly List<(long From, long To)> pauses = [];
    private long lastLook;
    private long lastAnswer;
    private long begin;
    private bool isOpen;
    private bool counts;
    private long told;
    private int waiting;

    // A stretch that counts was left because nothing waited any more, and no byte has come since.
    private bool goesOn;

    // The last stretch that counted.
    private long heldFrom = long.MaxValue;
    private long heldTo = long.MinValue;

    /// <summary>A watch of one run.</summary>
    /// <param name="board">What requests do.</param>
    /// <param name="timeProvider">The run's clock; time stamps on the board are its own.</param>
    /// <param name="clock">The run's time.</param>
    /// <param name="limits">Thresholds on the p95 of single steps.</param>
    public SilenceWatch(ActivityBoard board, TimeProvider timeProvider, RunClock clock, StepLimits limits)
    {
        this.board = board;
        this.timeProvider = timeProvider;
        this.clock = clock;
        times = new AnswerTimes(limits);
        lastLook = timeProvider.GetTimestamp();
        lastAnswer = board.LastAnswer;
        quietTimes = new QuietTimes(lastLook, timeProvider, clock);
    }

    /// <summary>Steps of which enough is known to call a wait too long.</summary>
    public int JudgedSteps => times.JudgedSteps;

    /// <summary>Takes each request that has ended; before the next <see cref="Look"/>.</summary>
    public void Add(in Measurement measurement)
    {
        if (
            measurement is { Status: not 0, Outcome: not Outcome.Interrupted, IsLatencyDoubtful: false }
            && !IsHeldUp(measurement)
        )
        {
            times.Add(measurement);
        }
    }

    // What a silence has held up says nothing of how long answers usually take.
    private bool IsHeldUp(in Measurement measurement)
    {
        if (isOpen && counts)
        {
            return true;
        }

        var end = timeProvider.Later(measurement.Start, measurement.Latency);
        return measurement.Start < heldTo && end > heldFrom;
    }

    /// <summary>Looks at what waits now.</summary>
    public void Look()
    {
        var now = timeProvider.GetTimestamp();
        var answered = board.LastAnswer;
        var hasAnswered = answered != lastAnswer;
        var isLate = timeProvider.GetElapsedTime(lastLook, now) > LongestLook;
        if (board.IsClosed)
        {
            Close(lastLook);
            goesOn = false;
        }
        else if (hasAnswered)
        {
            // Of several answers since the last look, any may have been the first.
            Close(isLate ? lastLook : answered);
            goesOn = false;
        }
        else
        {
            if (isLate)
            {
                pauses.Add((lastLook, now));
            }

            LookAtRequests(now, answered);
        }

        quietTimes.Look(lastLook, now, hasAnswered ? answered : null);
        (lastLook, lastAnswer) = (now, answered);
    }

    /// <summary>Hands over what there was since the last call, and so far of what goes on.</summary>
    /// <param name="silent">Takes the parts of stretches that count.</param>
    /// <param name="quiet">Takes the parts of all stretches without a byte, whether anything waited or not.</param>
    public void Take(IList<SilencePiece> silent, IList<SilencePiece> quiet)
    {
        if (isOpen && counts)
        {
            Tell(lastLook);
        }

        pieces.ForEach(silent.Add);
        pieces.Clear();
        quietTimes.Take(quiet);
    }

    private void LookAtRequests(long now, long answered)
    {
        var oldest = long.MaxValue;
        var count = 0;
        var exceeded = TimeSpan.MaxValue;
        foreach (var request in board.All)
        {
            var since = request.WaitingSince;
            if (since == 0)
            {
                continue;
            }

            count++;
            oldest = Math.Min(oldest, since);
            if (times.LimitOf(request.Step) is { } limit && limit < exceeded && TimeSince(since, now) > limit)
            {
                exceeded = limit;
            }
        }

        if (count == 0)
        {
            // Not over: where all requests have timed out, the next one finds the service as it was.
            goesOn |= isOpen && counts;
            Close(lastLook);
            return;
        }

        if (!isOpen || (!counts && oldest > lastLook))
        {
            // What waited at the last look waits no more: in between there may have been a moment without any.
            Open(Math.Max(answered, oldest));
            if (goesOn)
            {
                counts = true;
                told = begin;
            }
        }

        waiting = Math.Max(waiting, count);
        var isTooLong = exceeded < TimeSpan.MaxValue;
        if (!counts && isTooLong && TimeSince(begin, now) >= (exceeded < LeastLength ? exceeded : LeastLength))
        {
            counts = true;
            told = begin;
        }
    }

    private TimeSpan TimeSince(long since, long now)
    {
        var time = timeProvider.GetElapsedTime(since, now);
        foreach (var (from, to) in pauses)
        {
            time -= to > since ? timeProvider.GetElapsedTime(Math.Max(from, since), to) : TimeSpan.Zero;
        }

        return time;
    }

    private void Open(long from)
    {
        (isOpen, counts, waiting) = (true, false, 0);
        begin = from;
        pauses.RemoveAll(pause => pause.To <= from);
    }

    private void Close(long end)
    {
        if (isOpen && counts)
        {
            Tell(end);
            (heldFrom, heldTo) = (begin, end);
        }

        (isOpen, counts) = (false, false);
        pauses.Clear();
    }

    private void Tell(long until)
    {
        foreach (var (from, to) in pauses)
        {
            if (from >= told && from < until)
            {
                TellPart(from);
                told = to;
            }
        }

        TellPart(until);
    }

    private void TellPart(long until)
    {
        if (until > told)
        {
            pieces.Add(new SilencePiece(At(told), At(until), waiting) { GoesOn = goesOn && told == begin });
            told = until;
        }
    }

    private DateTimeOffset At(long timestamp) => clock.StartedAt + clock.ElapsedAt(timestamp);
}
