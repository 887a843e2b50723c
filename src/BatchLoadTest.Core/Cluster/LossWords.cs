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
    /// <param name="adopted">By whom they were adopted; empty where by nobody.</param>
    /// <param name="silent">How long nobody looked after them.</param>
    public static string Batches(int open, string adopted, TimeSpan silent)
    {
        if (open == 0)
        {
            return "";
        }

        return $"; its {InFlight(open)} {Fate(open, adopted, silent)}";
    }

    /// <summary>Batches were in flight at workers that were lost while there was no master.</summary>
    /// <param name="open">How many.</param>
    /// <param name="adopted">By whom they were adopted; empty where by nobody.</param>
    /// <param name="silent">How long nobody looked after them.</param>
    public static string BatchesOfNobody(int open, string adopted, TimeSpan silent) =>
        $"{InFlight(open)} at workers that did not come back to the new master {Fate(open, adopted, silent)}";

    /// <summary>Its machine has told it to end.</summary>
    public static string ToldToEnd(string worker, TimeSpan at, bool isMadeUpFor) =>
        $"worker {worker} was told to end by its machine at {Figures.Time(at)}: "
        + (isMadeUpFor ? "the others took over its users" : "nobody took over its users");

    /// <summary>It ended by itself, with batches of another one on their way to it.</summary>
    public static string EndedBefore(string worker, int open, string adopted) =>
        $"worker {worker} had ended before it took {open} of the batches that it was to adopt: "
        + (adopted.Length > 0 ? $"adopted {adopted}" : "they count as unfinished");

    /// <summary>It was lost while there was no master.</summary>
    public static string NotBack(string worker, (TimeSpan From, TimeSpan To) doubt) =>
        $"worker {worker} did not come back to the new master: {Doubtful(doubt)}, and what it measured then is in no figure";

    /// <summary>The master itself was lost.</summary>
    public static string StartedAnew(TimeSpan at, TimeSpan away) =>
        $"the master was started anew at {Figures.Time(at)}, {away.TotalSeconds:0} s after the last word of the one before, and "
        + "went on with the run from its journal";

    private static string InFlight(int open) => $"{open} {(open == 1 ? "batch" : "batches")} in flight";

    private static string Fate(int open, string adopted, TimeSpan silent) =>
        adopted.Length == 0
            ? $"{(open == 1 ? "counts" : "count")} as unfinished"
            : $"{(open == 1 ? "was" : "were")} adopted ({adopted}): of one that ended before it was, "
                + $"the turnaround is up to {silent.TotalSeconds:0.0} s too long";

    private static string Doubtful((TimeSpan From, TimeSpan To) time) =>
        $"from {Figures.Time(time.From)} to {Figures.Time(time.To)} the load was less than asked for and figures are doubtful";
}
