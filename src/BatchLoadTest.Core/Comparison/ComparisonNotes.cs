using BatchLoadTest.Recording;
using BatchLoadTest.Reporting;
using BatchLoadTest.Reporting.Words;

namespace BatchLoadTest.Comparison;

/// <summary>What makes a comparison doubtful: runs that did not come to their end, and each run's own caveats.</summary>
internal static class ComparisonNotes
{
    /// <summary>A line each; empty where there is nothing to say.</summary>
    public static IReadOnlyList<string> Of(RecordedRun baseline, RecordedRun newer)
    {
        List<string> notes = [];
        if (baseline.Run.Id == newer.Run.Id)
        {
            notes.Add("BASE and NEW are the same run");
        }

        notes.AddRange(Of("BASE", baseline));
        notes.AddRange(Of("NEW", newer));
        return notes;
    }

    private static IEnumerable<string> Of(string label, RecordedRun run)
    {
        if (End(run.Ending) is { } end)
        {
            yield return $"{label} {end}";
        }

        var report = new RunReport
        {
            Run = run.Run,
            Ending = run.Ending,
            Final = run.Final,
            History = run.History,
            Thresholds = [],
            ExitCode = 0,
        };
        foreach (var caveat in RunCaveats.Of(report))
        {
            yield return $"{label}: {caveat}";
        }
    }

    private static string? End(RunEnding ending)
    {
        var after = $"after {Figures.Time(ending.Elapsed)}";
        return ending.End switch
        {
            RunEnd.Planned => null,
            RunEnd.Interrupted => $"was interrupted by SIGINT {after}",
            RunEnd.Terminated => $"was interrupted by SIGTERM {after}",
            RunEnd.CouldNotRun => $"could not run: {ending.Problem ?? "no reason given"}",
            RunEnd.Unknown => $"has no end: its journal breaks off {after}",
            _ => $"ended with an internal error: {ending.Problem ?? "no details"}",
        };
    }
}
