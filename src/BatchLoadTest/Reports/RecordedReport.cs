using BatchLoadTest.Recording;
using BatchLoadTest.Reporting;
using BatchLoadTest.Runs;
using BatchLoadTest.Runs.Key;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Reports;

/// <summary>A recorded run on its way to its reports.</summary>
internal static class RecordedReport
{
    /// <summary>Reads a run, with what its folder says of keys that it may have left.</summary>
    /// <param name="place">A results folder, or a journal.</param>
    /// <param name="prices">What tokens cost, instead of what was given with the run; null for that.</param>
    /// <exception cref="JournalException">There is none, or it cannot be read.</exception>
    public static RecordedRun Read(string place, PriceList? prices = null)
    {
        var run = RecordedRun.Read(place, prices);
        return run with { Ending = run.Ending with { Notices = [.. run.Ending.Notices, .. LeftKeys.Of(run, place)] } };
    }

    /// <summary>Judges it.</summary>
    /// <exception cref="JournalException">This version does not know one of its thresholds.</exception>
    public static RunReport Of(RecordedRun run)
    {
        var thresholds = run.Judge();
        return new RunReport
        {
            Run = run.Run,
            Ending = run.Ending,
            Final = run.Final,
            History = run.History,
            Thresholds = thresholds,
            ExitCode = RunExitCode.Of(run.Ending.End, thresholds, sentNothing: RunSent.Nothing(run.Final)),
        };
    }
}
