using BatchLoadTest.Recording;

namespace BatchLoadTest.Reporting.Text;

/// <summary>Workers that applied a load together, in words.</summary>
public static class WorkerWords
{
    // As many as a person reads.
    private const int MostNamed = 6;

    /// <summary>All of them in a line, those first that came to no good end; null where there were none.</summary>
    public static string? Of(IReadOnlyList<RecordedWorker> workers)
    {
        if (workers.Count == 0)
        {
            return null;
        }

        var bad = workers.Count(IsBad);
        return Figures.Of(workers.Count, "worker")
            + (bad > 0 ? $", {bad} of them lost or failed: " : ": ")
            + string.Join("; ", workers.OrderByDescending(IsBad).Take(MostNamed).Select(Of))
            + (workers.Count > MostNamed ? $"; and {workers.Count - MostNamed} more" : "");
    }

    private static bool IsBad(RecordedWorker worker) => worker.State is "lost" or "failed";

    private static string Of(RecordedWorker worker) =>
        $"{worker.Name} {worker.State}, {Figures.Of(worker.Cores, "core")}, "
        + $"{Figures.Of(worker.Iterations, "iteration")}, clock {Clock(worker)}";

    // Behind is what has to be added.
    private static string Clock(RecordedWorker worker) =>
        worker.ClockOffset.Duration() <= worker.ClockError
            ? $"as the master's (± {Figures.Time(worker.ClockError)})"
            : $"{Figures.Time(worker.ClockOffset.Duration())} {(worker.ClockOffset > TimeSpan.Zero ? "behind" : "ahead")} "
                + $"(± {Figures.Time(worker.ClockError)}), corrected";
}
