using BatchLoadTest.Measurements;
using BatchLoadTest.Statistics;
using BatchLoadTest.Thresholds;

namespace BatchLoadTest.Recording;

/// <summary>The thresholds of a recorded run, which are judged by its seconds as they were when it ran.</summary>
public sealed class RecordedThresholds
{
    private readonly RunFacts run;
    private readonly List<Threshold> known;

    /// <summary>Before the first second.</summary>
    public RecordedThresholds(RunFacts run)
    {
        this.run = run;
        var parser = new ThresholdParser(new MetricCatalogue());
        known = [.. run.Thresholds.Select(threshold => threshold.TryParse(parser)).OfType<Threshold>()];
        var terms = RecordedRun.TermsOf(run);
        Windows = new ThresholdWindows(known, new StepNames(run.ApiBase), run.StartedAt, terms);
    }

    /// <summary>Takes each second.</summary>
    public ThresholdWindows Windows { get; }

    /// <summary>After all seconds of a run.</summary>
    public static RecordedThresholds Of(RunFacts run, IRunHistory history)
    {
        var thresholds = new RecordedThresholds(run);
        foreach (var interval in history.Read())
        {
            thresholds.Windows.Write(interval);
        }

        return thresholds;
    }

    /// <summary>Judges them.</summary>
    /// <param name="final">The sum of all seconds.</param>
    /// <param name="ending">How the run ended.</param>
    /// <exception cref="JournalException">This version does not know one of them.</exception>
    public IReadOnlyList<ThresholdResult> Judge(RunSnapshot final, RunEnding ending)
    {
        if (known.Count < run.Thresholds.Count)
        {
            // Says which, and why.
            var parser = new ThresholdParser(new MetricCatalogue());
            _ = run.Thresholds.Select(threshold => threshold.Parse(parser)).ToList();
        }

        return ThresholdEvaluator.Evaluate(known, final, ending.End == RunEnd.CouldNotRun, Windows, ending.Abort);
    }
}
