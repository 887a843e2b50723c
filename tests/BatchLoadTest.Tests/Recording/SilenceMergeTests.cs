using BatchLoadTest.Recording;
using BatchLoadTest.Statistics;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.Recording;

public sealed class SilenceMergeTests
{
    private static readonly DateTimeOffset Start = SampleRun.Report.Run.StartedAt;

    [Fact]
    public void BothHeardNothing_IsSilenceWhereBothDid()
    {
        var one = Run([(10, 20, 5)], [(10, 20)]);
        var other = Run([(12, 25, 7)], [(12, 25)]);

        Assert.Equal([(12, 20, 12)], Silences(one, other));
        Assert.Equal([(12.0, 20.0)], Quiet(one, other));
    }

    [Fact]
    public void OneWaitedAndTheOtherHadNothingToAsk_IsSilence()
    {
        var one = Run([(10, 20, 5)], [(10, 20)]);
        var other = Run([], [(5, 60)]);

        Assert.Equal([(10, 20, 5)], Silences(one, other));
    }

    [Fact]
    public void OneWasAnswered_IsNoSilence()
    {
        var one = Run([(10, 20, 5)], [(10, 20)]);
        var other = Run([], []);

        Assert.Empty(Silences(one, other));
    }

    [Fact]
    public void OneWasAnswered_TheMergedRunSaysWhoHeardNothing()
    {
        var one = Run([(10, 20, 5)], [(10, 20)]);
        var other = Run([], []);

        Assert.Contains(
            RunMerge.Ending([one, other], one.Run, peakUsers: 10).Notices,
            notice =>
                notice.EndsWith(
                    "heard nothing from the service for 10.0 s while others were answered",
                    StringComparison.Ordinal
                )
        );
        Assert.DoesNotContain(
            RunMerge.Ending([one, Run([(10, 20, 1)], [(10, 20)])], one.Run, peakUsers: 10).Notices,
            notice => notice.Contains("heard nothing", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void OneWasAnsweredInTheMiddle_IsTwoStretches()
    {
        var one = Run([(10, 20, 5)], [(10, 20)]);
        var other = Run([], [(0, 14), (15, 30)]);

        Assert.Equal([(10, 14, 5), (15, 20, 5)], Silences(one, other));
    }

    [Fact]
    public void ProcessThatHasEnded_HearsNothing()
    {
        var one = Run([(100, 130, 5)], [(100, 130)]);
        var other = Run([], []) with
        {
            Ending = SampleRun.Report.Ending with
            {
                Load = SampleRun.Report.Ending.Load with { LoadTime = TimeSpan.FromSeconds(90), StopTime = default },
            },
        };

        Assert.Equal([(100, 130, 5)], Silences(one, other));
    }

    private static IEnumerable<(double, double, int)> Silences(params IReadOnlyList<RecordedRun> runs) =>
        SilenceMerge.Silences(runs).Select(piece => (Second(piece.From), Second(piece.To), piece.Waiting));

    private static IEnumerable<(double, double)> Quiet(params IReadOnlyList<RecordedRun> runs) =>
        SilenceMerge.Quiet(runs).Select(piece => (Second(piece.From), Second(piece.To)));

    private static double Second(DateTimeOffset moment) => (moment - Start).TotalSeconds;

    private static RecordedRun Run(
        IReadOnlyList<(double From, double To, int Waiting)> silences,
        IReadOnlyList<(double From, double To)> quiet
    ) =>
        new()
        {
            Run = SampleRun.Report.Run,
            Ending = SampleRun.Report.Ending,
            Final = SampleRun.Report.Final,
            History = new ListedHistory(),
            Keys = [],
            Silences = [.. silences.Select(each => Piece(each.From, each.To, each.Waiting))],
            Quiet = [.. quiet.Select(each => Piece(each.From, each.To, 0))],
        };

    private static SilencePiece Piece(double from, double to, int waiting) =>
        new(Start.AddSeconds(from), Start.AddSeconds(to), waiting);
}
