using BatchLoadTest.Reporting.Text;

namespace BatchLoadTest.Cluster;

/// <summary>What a reader of the report must know of a worker that is gone, in a line.</summary>
internal static class LossWords
{
    /// <summary>It was lost.</summary>
    /// <param name="worker">Its name.</param>
    /// <param name="users">Users that ran there.</param>
    /// <param name="known">When that was known, and how long nothing was heard of it by then.</param>
    /// <param name="doubt">The time in which there was less load.</param>
    /// <param name="cutOff">Iterations that ended with it.</param>
    /// <param name="isMadeUpFor">Whether others have its users.</param>
    public static string Lost(
        string worker,
        int users,
        (TimeSpan At, TimeSpan Silent) known,
        (TimeSpan From, TimeSpan To) doubt,
        long cutOff,
        bool isMadeUpFor
    ) =>
        $"worker {worker} was lost with {users} users at {Figures.Time(known.At)}, after "
        + $"{known.Silent.TotalSeconds:0.0} s without a word: {Doubtful(doubt)}, and what it measured then is in no figure"
        + (cutOff > 0 ? $"; {Figures.Of(cutOff, "iteration")} cut off" : "")
        + (isMadeUpFor ? "; the others took over its users" : "");

    /// <summary>It had batches in flight; goes behind that it was lost.</summary>
    /// <param name="open">How many.</param>
    /// <param name="fate">What has become of them.</param>
    /// <param name="silent">How long nobody looked after them.</param>
    public static string Batches(int open, BatchFate fate, TimeSpan silent)
    {
        if (open == 0)
        {
            return "";
        }

        return $"; its {InFlight(open)} {Fate(open, fate, silent)}";
    }

    /// <summary>Batches were in flight at workers that were lost while there was no master.</summary>
    /// <param name="open">How many.</param>
    /// <param name="fate">What has become of them.</param>
    /// <param name="silent">How long nobody looked after them.</param>
    public static string BatchesOfNobody(int open, BatchFate fate, TimeSpan silent) =>
        $"{InFlight(open)} at workers that did not come back to the new master {Fate(open, fate, silent)}";

    /// <summary>No worker was there for a while.</summary>
    /// <param name="worker">Who came then.</param>
    /// <param name="empty">When nobody was there.</param>
    /// <param name="until">When the load was as asked for again.</param>
    public static string NobodyThere(string worker, (TimeSpan From, TimeSpan To) empty, TimeSpan until) =>
        $"no worker was left from {Figures.Time(Begun(empty.From))} to {Figures.Time(Begun(empty.To))}: for "
        + $"{Figures.Time(empty.To - empty.From)} no load was applied, and until {Figures.Time(Begun(until))} less than asked "
        + $"for; figures are doubtful then. Worker {worker} took it over";

    /// <summary>Nobody came to go on with batches.</summary>
    public static string WaitedInVain(int open) =>
        $"{InFlight(open)} waited in vain for another worker and {Fate(open, new BatchFate(""), TimeSpan.Zero)}";

    /// <summary>Its machine has told it to end.</summary>
    public static string ToldToEnd(string worker, TimeSpan at, bool isMadeUpFor) =>
        $"worker {worker} was told to end by its machine at {Figures.Time(at)}: "
        + (isMadeUpFor ? "the others took over its users" : "nobody took over its users");

    /// <summary>It ended by itself, with batches of another one on their way to it.</summary>
    public static string EndedBefore(string worker, int open, BatchFate fate) =>
        $"worker {worker} had ended before it took {open} of the batches that it was to adopt: "
        + (
            fate.IsAdopted ? $"adopted {fate.Adopted}"
            : fate.Waits ? "the next worker is to have them"
            : "they count as unfinished"
        );

    /// <summary>It was lost while there was no master.</summary>
    public static string NotBack(string worker, (TimeSpan From, TimeSpan To) doubt) =>
        $"worker {worker} did not come back to the new master: {Doubtful(doubt)}, and what it measured then is in no figure";

    /// <summary>The master itself was lost.</summary>
    public static string StartedAnew(TimeSpan at, TimeSpan away) =>
        $"the master was started anew at {Figures.Time(at)}, {away.TotalSeconds:0} s after the last word of the one before, and "
        + "went on with the run from its journal";

    private static string InFlight(int open) => $"{open} {(open == 1 ? "batch" : "batches")} in flight";

    private static string Fate(int open, BatchFate fate, TimeSpan silent) =>
        fate.IsAdopted
            ? $"{(open == 1 ? "was" : "were")} adopted ({fate.Adopted}): of one that ended before it was, "
                + $"the turnaround is up to {silent.TotalSeconds:0.0} s too long"
        : fate.Waits ? $"{(open == 1 ? "waits" : "wait")} for the next worker"
        : $"{(open == 1 ? "counts" : "count")} as unfinished";

    // It may have been before the load.
    private static TimeSpan Begun(TimeSpan time) => time < TimeSpan.Zero ? TimeSpan.Zero : time;

    private static string Doubtful((TimeSpan From, TimeSpan To) time) =>
        $"from {Figures.Time(time.From)} to {Figures.Time(time.To)} the load was less than asked for and figures are doubtful";
}
