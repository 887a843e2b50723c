using BatchLoadTest.Comparison.Inference;
using BatchLoadTest.Comparison.Sampling;
using BatchLoadTest.Recording;
using BatchLoadTest.Reporting.Words;

namespace BatchLoadTest.Comparison;

/// <summary>Two recorded runs side by side: which of their figures differ by more than noise, and by how much.</summary>
/// <remarks>
/// <para>
/// The question is not whether two figures differ, which they always do, but whether they would if nothing had changed.
/// A single request says little about that, since neighbours share their fate. So the steady part of each run (the seconds
/// in which all users ran; the whole load where these are fewer than eight in either run) is cut into up to 30 blocks of
/// consecutive seconds (batches: of consecutive ends), each with at least 10 requests for a median or a share, 20 for
/// a p95 and 100 for a p99; a rate has at most 16 blocks, with 20 events each in the busier run. The same figure of every block shows by how
/// much chance alone moves it: the method of batch means, around the figure of the whole part (sectioning), and with
/// fewer degrees of freedom where neighbouring blocks resemble each other (autocorrelation at lag 1). With fewer than eight
/// blocks there is not enough data.
/// </para>
/// <para>
/// Welch's t-test then says how likely such a difference is by chance. Many rows are tested at once, so Holm's correction
/// holds all of them together to 5 %. A difference also has to be worth it (<see cref="MinimumEffect"/>): within a run
/// nothing shows by how much two runs of the same service differ on another day. The interval beside a change is that of
/// the row alone, at 95 %, and as a percentage it takes the base figure as known.
/// </para>
/// </remarks>
public sealed record RunComparison
{
    private RunComparison() { }

    /// <summary>What the base run was asked to do.</summary>
    public required RunFacts Base { get; init; }

    /// <summary>What the new run was asked to do.</summary>
    public required RunFacts New { get; init; }

    /// <summary>Every figure of which either run has a sample.</summary>
    public required IReadOnlyList<ComparisonRow> Rows { get; init; }

    /// <summary>What was compared, in a line.</summary>
    public required string Scope { get; init; }

    /// <summary>What is not the same in both runs besides their figures.</summary>
    public required IReadOnlyList<RunDifference> Differences { get; init; }

    /// <summary>What makes the comparison doubtful, a line each.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>Worse where any row is worse; else better where any is; else no difference where any row could be judged.</summary>
    public ComparisonVerdict Verdict => Rows.Select(row => row.Verdict).DefaultIfEmpty().Max();

    /// <summary>How many rows have this verdict.</summary>
    public int CountOf(ComparisonVerdict verdict) => Rows.Count(row => row.Verdict == verdict);

    /// <summary>Compares two runs; reads the history of each twice.</summary>
    /// <exception cref="JournalException">A line within a journal cannot be read.</exception>
    public static RunComparison Of(RecordedRun baseline, RecordedRun newer)
    {
        var parts = ComparedParts.Of(baseline, newer);
        var one = RunSampler.Read(baseline.History, parts.BaseSeconds, parts.BaseBatches, parts);
        var other = RunSampler.Read(newer.History, parts.NewSeconds, parts.NewBatches, parts);
        return new RunComparison
        {
            Base = baseline.Run,
            New = newer.Run,
            Rows = Judge(one, other),
            Scope = Describe(parts),
            Differences = RunDifferences.Of(baseline.Run, newer.Run),
            Notes = ComparisonNotes.Of(baseline, newer),
        };
    }

    private static IReadOnlyList<ComparisonRow> Judge(
        IReadOnlyList<FigureSample> baseline,
        IReadOnlyList<FigureSample> newer
    )
    {
        var pairs = baseline
            .Zip(newer, (one, other) => (One: one, Other: other, Test: Test(one, other)))
            .Where(pair => HasSample(pair.One) || HasSample(pair.Other))
            .ToList();
        var pValues = HolmBonferroni.Adjust([.. pairs.Select(pair => pair.Test?.PValue).OfType<double>()]);
        var tested = 0;
        return
        [
            .. pairs.Select(pair =>
            {
                var row = ComparisonRow.Untested(pair.One.Metric, pair.One.Whole, pair.Other.Whole);
                return pair.Test is { } test ? row.Tested(test, pValues[tested++]) : row;
            }),
        ];
    }

    private static WelchTest? Test(FigureSample baseline, FigureSample newer) =>
        Estimated(baseline) is { } one && Estimated(newer) is { } other ? new WelchTest(one, other) : null;

    private static Estimate? Estimated(FigureSample sample) =>
        sample.Whole is { } whole ? Estimate.Of(whole, sample.Blocks) : null;

    // A rate of nothing is a figure, but no row of its own where both runs did nothing.
    private static bool HasSample(FigureSample sample) =>
        sample.Metric.Kind == FigureKind.Rate ? sample.Whole > 0 : sample.Whole is not null;

    private static string Describe(ComparedParts parts)
    {
        var seconds = parts.SecondsAreSteady
            ? "the seconds in which all users ran"
            : "the whole load, since all users ran for too short a time";
        var batches = parts.BatchesAreSteady ? "then" : "in the whole run";
        return $"{seconds}: {Figures.Of(parts.BaseSeconds.Seconds, "second")} of BASE, "
            + $"{Figures.Count(parts.NewSeconds.Seconds)} of NEW; and the batches that ended {batches}: "
            + $"{Figures.Count(parts.BaseBatches.Counts.Ended)} of BASE, {Figures.Count(parts.NewBatches.Counts.Ended)} of NEW";
    }
}
