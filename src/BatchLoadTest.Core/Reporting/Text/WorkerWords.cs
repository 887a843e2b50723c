using BatchLoadTest.Recording;

namespace BatchLoadTest.Reporting.Text;

/// <summary>Workers that applied a load together, in words.</summary>
public static class WorkerWords
{
    /// <summary>All of them in a line; null where there were none.</summary>
    public static string? Of(IReadOnlyList<RecordedWorker> workers) =>
        workers.Count == 0 ? null : $"{Figures.Of(workers.Count, "worker")}: {string.Join("; ", workers.Select(Of))}";

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
