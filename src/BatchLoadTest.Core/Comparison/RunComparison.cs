using BatchLoadTest.Comparison.Inference;
using BatchLoadTest.Comparison.Sampling;
using BatchLoadTest.Load.Profiles;
using BatchLoadTest.Recording;
using BatchLoadTest.Reporting.Text;

namespace BatchLoadTest.Comparison;

/// <summary>
/// Two recorded runs side by side: which of their figures differ by more than noise, and by how much.
/// </summary>
/// <remarks>
/// <para>
/// The question is not whether two figures differ, which they always do, but whether they would if nothing had
/// changed. A single request says little about that, since neighbours share their fate. So the steady part of each
/// run (the seconds in which all users ran, with stages and rates the longest stretch in which the plan asks for the same;
/// the whole load where these are fewer than eight in either run) is cut into blocks of consecutive seconds, or of batches in the order of their ends: up to 30 in the shorter run, each
/// with at least 10 requests for a median or a share, 20 for a p95 and 100 for a p99, and blocks of the same size in
/// the other one. A rate has up to 16 blocks, with 10 events each in the busier run. The figures of the blocks are
/// one run's sample (the method of batch means), and count for fewer where neighbouring blocks resemble each other
/// (autocorrelation at lag 1). With fewer than eight blocks there is not enough data.
/// </para>
/// <para>
/// Welch's t-test then says how likely such a difference is by chance. Many rows are tested at once, so Holm's
/// correction holds all of them together to 5 %. A difference also has to be worth it (<see cref="MinimumEffect"/>):
/// within a run nothing shows by how much two runs of the same service differ on another day, and on a busy machine
/// the load generator itself adds to the slowest requests. The figures of a class of batches that both runs have are taken
/// from the same seconds and batches, and tested in the same way, in one family with all others. The interval beside a change is that of the row alone, at
/// 95 %, and as a percentage it takes the base figure as known.
/// </para>
/// </remarks>
public sealed record RunComparison
{
    private RunComparison() { }

    /// <summary>What the base run was asked to do.</summary>
    public required RunFacts Base { get; init; }

    /// <summary>What the new run was asked to do.</summary>
    public required RunFacts New { get; init; }

    /// <summary>
    /// Every figure of which either run has a sample: of all batches, then of each class that both runs have.
    /// </summary>
    public required IReadOnlyList<ComparisonRow> Rows { get; init; }

    /// <summary>Those of all batches together.</summary>
    public IEnumerable<ComparisonRow> RowsOfAll => Rows.Where(row => row.Metric.Class is null);

    /// <summary>Those of each class, by its name.</summary>
    public IEnumerable<IGrouping<string, ComparisonRow>> RowsByClass =>
        Rows.Where(row => row.Metric.Class is not null).GroupBy(row => row.Metric.Class!, StringComparer.Ordinal);

    /// <summary>What was compared, in a line.</summary>
    public required string Scope { get; init; }

    /// <summary>What is not the same in both runs besides their figures.</summary>
    public required IReadOnlyList<RunDifference> Differences { get; init; }

    /// <summary>What makes the comparison doubtful, a line each.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>
    /// Worse where any row is worse; else better where any is; else no difference where any row could be judged.
    /// </summary>
    public ComparisonVerdict Verdict => Rows.Select(row => row.Verdict).DefaultIfEmpty().Max();

    /// <summary>How many rows have this verdict.</summary>
    public int CountOf(ComparisonVerdict verdict) => Rows.Count(row => row.Verdict == verdict);

    /// <summary>Compares two runs; reads the history of each twice.</summary>
    /// <exception cref="JournalException">A line within a journal cannot be read.</exception>
    public static RunComparison Of(RecordedRun baseline, RecordedRun newer)
    {
        var parts = ComparedParts.Of(baseline, newer);
        var classes = ComparedClass.Of(baseline.Run.Classes, newer.Run.Classes);
        var one = RunSampler.Read(baseline, parts.Base, parts.New, classes);
        var other = RunSampler.Read(newer, parts.New, parts.Base, classes.Select(each => each.Turned));
        return new RunComparison
        {
            Base = baseline.Run,
            New = newer.Run,
            Rows = Judge(one, other, parts.Delay),
            Scope = Describe(parts, baseline.Run, newer.Run),
            Differences = RunDifferences.Of(baseline.Run, newer.Run),
            Notes = ComparisonNotes.Of(baseline, newer, parts),
        };
    }

    private static IReadOnlyList<ComparisonRow> Judge(
        IReadOnlyList<FigureSample> baseline,
        IReadOnlyList<FigureSample> newer,
        TimeSpan delay
    )
    {
        var pairs = baseline
            .Zip(newer, (one, other) => new FigurePair(one, other))
            .Where(pair => HasSample(pair.Base) || HasSample(pair.New))
            .ToList();
        var pValues = HolmBonferroni.Adjust([.. pairs.Select(pair => pair.Test?.PValue).OfType<double>()]);
        var tested = 0;
        return [.. pairs.Select(pair => pair.Judge(pair.Test is null ? 1 : pValues[tested++], delay))];
    }

    // A rate of nothing is a figure, but no row of its own where both runs did nothing.
    private static bool HasSample(FigureSample sample) =>
        sample.Metric.Kind == FigureKind.Rate ? sample.Whole > 0 : sample.Whole is not null;

    private static string Describe(ComparedParts parts, RunFacts baseline, RunFacts newer)
    {
        var byUsers = baseline.Plan.Profile is ClosedLoad && newer.Plan.Profile is ClosedLoad;
        var seconds = (parts.SecondsAreSteady, byUsers) switch
        {
            (true, true) => "the seconds in which all users ran",
            (true, false) => "the longest stretch of the same load",
            (false, true) => "the whole load, since all users ran for too short a time",
            (false, false) => "the whole load, since no stretch of the same load is long enough",
        };
        var batches = parts.BatchesAreSteady ? "then" : "in the whole run";
        return $"{seconds}: {Figures.Of(parts.Base.Seconds.Seconds, "second")} of BASE, "
            + $"{Figures.Count(parts.New.Seconds.Seconds)} of NEW; and the batches that ended {batches}: "
            + $"{Figures.Count(parts.Base.Batches.Counts.Ended)} of BASE, {Figures.Count(parts.New.Batches.Counts.Ended)} of NEW";
    }
}
