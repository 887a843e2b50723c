using BatchLoadTest.Measurements;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Cluster;

/// <summary>
/// Adds up the seconds of several processes as they come in. A second is whole when every process that takes part has
/// passed it; each is given out once, in the order of time, and nothing that came is left out. From any thread.
/// </summary>
public sealed class SecondsMerge
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Source> sources = new(StringComparer.Ordinal);
    private readonly SortedDictionary<long, Interval> open = [];
    private readonly Stack<Interval> free = new();
    private readonly CommonSilence silence = new();
    private readonly List<(long From, long To, TimeSpan Delay)> doubts = [];
    private readonly List<OpenDoubt> openDoubts = [];
    private long given = long.MinValue;

    /// <summary>Goes on after a second that another master has given out.</summary>
    public void Continue(long after)
    {
        lock (gate)
        {
            given = after;
        }
    }

    /// <summary>How far each process was taken into the seconds that are given out; within a call that takes one.</summary>
    public IReadOnlyDictionary<string, WorkerPosition> Positions()
    {
        lock (gate)
        {
            return sources.ToDictionary(source => source.Key, source => source.Value.Given, StringComparer.Ordinal);
        }
    }

    /// <summary>The last second of a process, by its number there, that is given out; all of one that has left.</summary>
    public long KeptOf(string name)
    {
        lock (gate)
        {
            return sources.TryGetValue(name, out var source) ? source.Given.Sequence : long.MaxValue;
        }
    }

    /// <summary>A process takes part from now on.</summary>
    /// <param name="name">Which one.</param>
    /// <param name="from">The first second, as Unix time, that it will have: earlier ones do not wait for it.</param>
    /// <param name="position">How far another master has taken it.</param>
    public void Join(string name, long from, WorkerPosition position = default)
    {
        lock (gate)
        {
            sources[name] = new Source { Last = from - 1, Given = position };
            silence.Join(name, DateTimeOffset.FromUnixTimeSeconds(from));
        }
    }

    /// <summary>The last second, as Unix time, that a process has told; the one before its first where it told none.</summary>
    public long LastOf(string name)
    {
        lock (gate)
        {
            return sources.TryGetValue(name, out var source) ? source.Last : given;
        }
    }

    /// <summary>
    /// Nobody did for a while what a process was to do: seconds of which none may be given out yet are doubtful, as those are
    /// in which work of one process had to wait.
    /// </summary>
    /// <param name="from">The first, as Unix time.</param>
    /// <param name="to">The last.</param>
    /// <param name="delay">How long it was.</param>
    public void Doubt(long from, long to, TimeSpan delay)
    {
        lock (gate)
        {
            doubts.Add((from, to, delay));
        }
    }

    /// <summary>The same for as long as nobody does it, which is not known yet.</summary>
    /// <param name="from">The first second, as Unix time.</param>
    public OpenDoubt BeginDoubt(long from)
    {
        var doubt = new OpenDoubt(from);
        lock (gate)
        {
            openDoubts.Add(doubt);
        }

        return doubt;
    }

    /// <summary>A process has ended, or nobody hears of it any more: no second waits for it.</summary>
    public void Leave(string name)
    {
        lock (gate)
        {
            if (sources.TryGetValue(name, out var source) && !source.HasLeft)
            {
                source.HasLeft = true;
                silence.Leave(name, DateTimeOffset.FromUnixTimeSeconds(source.Last + 1));
            }
        }
    }

    /// <summary>Adds a second of a process. False where it takes no part, or no more: then nothing was added.</summary>
    /// <param name="name">Which one.</param>
    /// <param name="interval">The second; may be used again after the call.</param>
    /// <param name="shift">How much later the run of that process started than the whole.</param>
    /// <param name="appliesLoad">Whether its CPU and its pauses make figures doubtful.</param>
    /// <param name="position">How far the process is with it.</param>
    public bool Add(
        string name,
        Interval interval,
        TimeSpan shift,
        bool appliesLoad = true,
        WorkerPosition position = default
    )
    {
        lock (gate)
        {
            if (!sources.TryGetValue(name, out var source) || source.HasLeft)
            {
                return false;
            }

            // What comes too late for its second is counted in the first one that is not given out yet.
            var second = Math.Max(interval.Second, given + 1);
            var sum = SumOf(second);
            var generator = sum.Generator;
            sum.Add(interval, shift);
            sum.JudgedSteps = Most(sum.JudgedSteps, interval.JudgedSteps);
            sum.Generator = appliesLoad ? sum.Generator : generator;
            source.Seconds.Enqueue(new(second, interval.Users, interval.StartsCompleteBefore, position));
            source.Last = Math.Max(source.Last, interval.Second);
            silence.Add(name, interval, appliesLoad);
            return true;
        }
    }

    /// <summary>Adds ends of batches that no process tells any more.</summary>
    /// <param name="batches">How they ended.</param>
    /// <param name="now">The second, as Unix time, to count them in; where that is given out, the next one.</param>
    public void AddEnded(IEnumerable<BatchRecord> batches, long now)
    {
        lock (gate)
        {
            var sum = SumOf(Math.Max(now, given + 1));
            foreach (var batch in batches)
            {
                sum.BatchEnded(batch);
            }
        }
    }

    /// <summary>Gives out the seconds that are whole, or all that there are.</summary>
    /// <param name="take">Takes each; it is valid during the call only.</param>
    /// <param name="all">Whether nothing more will come.</param>
    public void Take(Action<Interval> take, bool all = false)
    {
        lock (gate)
        {
            var present = sources.Values.Where(source => !source.HasLeft).ToList();
            var whole = all || present.Count == 0 ? long.MaxValue : present.Min(source => source.Last);
            while (open.Count > 0 && open.First() is var (second, sum) && second <= whole)
            {
                open.Remove(second);
                Complete(sum, all);
                given = second;
                take(sum);
                free.Push(sum);
            }
        }
    }

    private Interval SumOf(long second)
    {
        if (!open.TryGetValue(second, out var sum))
        {
            sum = free.TryPop(out var used) ? used : new Interval();
            sum.Clear(second);
            open.Add(second, sum);
        }

        return sum;
    }

    private void Complete(Interval sum, bool isLast)
    {
        var users = 0;
        var completeBefore = long.MaxValue;
        foreach (var (name, source) in sources.ToList())
        {
            if (source.HasLeft && source.Last < sum.Second)
            {
                sources.Remove(name);
                continue;
            }

            while (source.Seconds.TryPeek(out var next) && next.Second <= sum.Second)
            {
                source.Now = source.Seconds.Dequeue();
                source.Given = source.Now.Position;
            }

            users += source.Now.Users;
            completeBefore = Math.Min(
                completeBefore,
                source.Now.Second == 0 ? completeBefore : source.Now.CompleteBefore
            );
        }

        doubts.RemoveAll(doubt => doubt.To < sum.Second);
        foreach (var (_, _, delay) in doubts.Where(doubt => doubt.From <= sum.Second))
        {
            sum.Generator = sum.Generator.WorseOf(new GeneratorSample(0, TimeSpan.Zero, delay));
        }

        openDoubts.RemoveAll(doubt => doubt.To < sum.Second);
        if (openDoubts.Exists(doubt => doubt.From <= sum.Second))
        {
            sum.Generator = sum.Generator.WorseOf(new GeneratorSample(0, TimeSpan.Zero, TimeSpan.FromSeconds(1)));
        }

        sum.Users = users;
        sum.StartsCompleteBefore = completeBefore == long.MaxValue ? 0 : completeBefore;
        silence.Take(isLast, sum.Silences, sum.Quiet);
    }

    private static int? Most(int? one, int? other) => one > other || other is null ? one : other;

    private sealed class Source
    {
        public long Last { get; set; }

        public bool HasLeft { get; set; }

        public SourceSecond Now { get; set; }

        public WorkerPosition Given { get; set; }

        public Queue<SourceSecond> Seconds { get; } = new();
    }

    private readonly record struct SourceSecond(long Second, int Users, long CompleteBefore, WorkerPosition Position);
}
