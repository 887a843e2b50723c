using BatchLoadTest.Comparison;
using BatchLoadTest.Measurements;
using BatchLoadTest.Recording;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.Comparison;

/// <summary>
/// The promise of a comparison, kept against a service whose noise is known: like runs do not differ, slower ones do.
/// </summary>
public sealed class LikeAndUnlikeRunsTests(LikeAndUnlikeRunsTests.Baselines baselines)
    : IClassFixture<LikeAndUnlikeRunsTests.Baselines>
{
    private const int Pairs = 20;

    private static readonly SimulatedTest Usual = new()
    {
        Seed = 0,
        Seconds = 90,
        Noise = 0.03,
    };

    [Fact]
    public void LikeRuns_HaveNoDifferenceInNineteenOfTwentyPairs()
    {
        var comparisons = Compare(Usual);

        Assert.InRange(
            comparisons.Count(comparison => comparison.Verdict == ComparisonVerdict.NoDifference),
            Pairs - 1,
            Pairs
        );
    }

    [Fact]
    public void RunsWithTwentyPercentMoreLatency_AreWorseInEveryPair() =>
        Assert.All(
            Compare(Usual with { Slowness = 1.2 }),
            comparison => Assert.Equal(ComparisonVerdict.Worse, comparison.Verdict)
        );

    [Fact]
    public void RunsWithAFifthLessLatency_AreBetterInEveryPair() =>
        Assert.All(
            Compare(Usual with { Slowness = 0.8 }),
            comparison => Assert.Equal(ComparisonVerdict.Better, comparison.Verdict)
        );

    [Fact]
    public void TwentyPercentMoreInOneStep_IsFoundInThatStep()
    {
        var comparisons = Compare(Usual with { SlowStep = Step.Create, StepSlowness = 1.2 });

        Assert.All(
            comparisons,
            comparison =>
                Assert.Contains(
                    comparison.Rows,
                    row => row is { Metric.Group: "create", Verdict: ComparisonVerdict.Worse }
                )
        );
        // And in no other: the total moves with it, as it should.
        Assert.InRange(
            comparisons.Count(comparison =>
                comparison.Rows.Any(row =>
                    row is { Metric.Group: not ("create" or "total"), Verdict: ComparisonVerdict.Worse }
                )
            ),
            0,
            1
        );
    }

    private List<RunComparison> Compare(SimulatedTest newer)
    {
        using var folder = new TemporaryFolder();
        return
        [
            .. baselines.Runs.Select(
                (run, pair) => RunComparison.Of(run, (newer with { Seed = 101 + (2 * pair) }).Record(folder.Path))
            ),
        ];
    }

    /// <summary>The older runs of all pairs, the same for each test.</summary>
    public sealed class Baselines : IDisposable
    {
        private readonly List<TemporaryFolder> folders = [];

        public Baselines() =>
            Runs = [
                .. Enumerable.Range(0, Pairs).Select(pair => (Usual with { Seed = 100 + (2 * pair) }).Record(New())),
            ];

        internal IReadOnlyList<RecordedRun> Runs { get; }

        public void Dispose() => folders.ForEach(folder => folder.Dispose());

        private string New()
        {
            folders.Add(new TemporaryFolder());
            return folders[^1].Path;
        }
    }
}
