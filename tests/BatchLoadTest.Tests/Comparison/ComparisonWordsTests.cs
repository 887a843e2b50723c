using BatchLoadTest.Comparison;

namespace BatchLoadTest.Tests.Comparison;

public sealed class ComparisonWordsTests
{
    [Theory]
    [InlineData(FigureKind.Time, 100, 10, 5, 15, "+10%", "+5..+15%")]
    [InlineData(FigureKind.Time, 100, -1.26, -2.5, -0.02, "-1.3%", "-2.5..0.0%")]
    [InlineData(FigureKind.Time, 100, 0.04, -0.04, 0.12, "0.0%", "0.0..+0.1%")]
    [InlineData(FigureKind.Time, 100, 20_000, 10_000, 2_000_000, ">+9999%", ">+9999..>+9999%", 1)]
    [InlineData(FigureKind.Rate, 40, -10, -12, -8, "-25%", "-30..-20%")]
    [InlineData(FigureKind.Rate, 0, 5, 4, 6, "from 0", "-")]
    [InlineData(FigureKind.Rate, 0, 0, 0, 0, "0.0%", "0.0..0.0%")]
    [InlineData(FigureKind.Share, 0.01, 0.005, 0.001, 0.009, "+0.50 pp", "+0.10..+0.90 pp")]
    [InlineData(FigureKind.Share, 0, 0.25, 0.2, 0.3, "+25.0 pp", "+20.0..+30.0 pp")]
    [InlineData(FigureKind.Kept, 1, -0.25, -0.3, -0.2, "-25.0 pp", "-30.0..-20.0 pp")]
    [InlineData(FigureKind.Slack, -500, -1250, -1600, 90_000, "-1.25 s", "-1.60 s..+1m30s")]
    [InlineData(FigureKind.Slack, 86_400_000, 0, 0, 0, "0 ms", "0 ms..0 ms")]
    [InlineData(FigureKind.Tokens, 200, 20, 10, 30, "+10%", "+5..+15%")]
    [InlineData(FigureKind.Cost, 0, 5, 4, 6, "from 0", "-")]
    [InlineData(FigureKind.Phase, 0, 1250, 900, 1600, "+1.25 s", "+0.90..+1.60 s")]
    [InlineData(FigureKind.Phase, 30_000, -12_000, -15_000, -9_000, "-12.0 s", "-15.0..-9.0 s")]
    public void Change_InTheUnitThatFits(
        FigureKind kind,
        double baseline,
        double change,
        double low,
        double high,
        string expected,
        string interval,
        double scale = 1
    )
    {
        var row = new ComparisonRow
        {
            Metric = new ComparedMetric("total", "x", kind),
            Base = baseline * scale,
            New = (baseline + change) * scale,
            Change = change * scale,
            Low = low * scale,
            High = high * scale,
        };

        Assert.Equal((expected, interval), (ComparisonWords.Change(row), ComparisonWords.Interval(row)));
    }

    [Theory]
    [InlineData(ComparisonVerdict.Worse, 5, 0.0004, null, "beyond chance: p < 0.001")]
    [InlineData(ComparisonVerdict.Better, -5, 0.0123, null, "beyond chance: p = 0.012")]
    [InlineData(ComparisonVerdict.NoDifference, 5, 0.2, null, "may be chance: p = 0.2")]
    [InlineData(ComparisonVerdict.NoDifference, 5, 0.04, null, "real, but too small to matter: p = 0.04")]
    [InlineData(
        ComparisonVerdict.NoDifference,
        5,
        0.04,
        34,
        "the test finds it, but this program itself was late by as much: 34 ms"
    )]
    [InlineData(ComparisonVerdict.NoDifference, 0, 1, null, "the same in both runs")]
    [InlineData(
        ComparisonVerdict.NotEnoughData,
        null,
        1,
        null,
        "fewer than 8 blocks of requests, batches or seconds in a run"
    )]
    public void Why_SaysWhatTheVerdictRestsOn(
        ComparisonVerdict verdict,
        int? change,
        double pValue,
        int? ownDelay,
        string expected
    ) =>
        Assert.Equal(
            expected,
            ComparisonWords.Why(
                new ComparisonRow
                {
                    Metric = new ComparedMetric("total", "p95", FigureKind.Tail),
                    Base = 100,
                    New = 100 + change,
                    Change = change,
                    PValue = pValue,
                    Verdict = verdict,
                    OwnDelay = ownDelay is { } delay ? TimeSpan.FromMilliseconds(delay) : null,
                }
            )
        );

    [Theory]
    [InlineData(2, 0.01, "too small")]
    [InlineData(2, 0.2, "no difference")]
    [InlineData(0, 0.01, "no difference")]
    public void Word_TellsAChangeThatIsFoundAndTooSmall_FromNone(int change, double pValue, string expected) =>
        Assert.Equal(
            expected,
            ComparisonWords.Word(
                new ComparisonRow
                {
                    Metric = new ComparedMetric("total", "p95", FigureKind.Tail),
                    Base = 100,
                    New = 100 + change,
                    Change = change,
                    PValue = pValue,
                    Verdict = ComparisonVerdict.NoDifference,
                }
            )
        );

    [Fact]
    public void Change_ThatIsNotKnown() =>
        Assert.Equal(
            ("-", "-", "-"),
            (
                ComparisonWords.Change(Unknown),
                ComparisonWords.Interval(Unknown),
                ComparisonWords.Figure(FigureKind.Time, Unknown.New)
            )
        );

    [Theory]
    [InlineData(FigureKind.Time, 12.4, "12 ms")]
    [InlineData(FigureKind.Phase, 1500, "1.50 s")]
    [InlineData(FigureKind.Share, 0.0123, "1.23%")]
    [InlineData(FigureKind.Rate, 40.04, "40.0")]
    [InlineData(FigureKind.Kept, 0.9999, "99.9%")]
    [InlineData(FigureKind.Slack, 86_390_000, "24h00m")]
    [InlineData(FigureKind.Slack, -1500, "-1.50 s")]
    [InlineData(FigureKind.Tokens, 812.4, "812")]
    [InlineData(FigureKind.Cost, 27, "27.00")]
    public void Figure_WithItsUnit(FigureKind kind, double figure, string expected) =>
        Assert.Equal(expected, ComparisonWords.Figure(kind, figure));

    private static ComparisonRow Unknown { get; } =
        new()
        {
            Metric = new ComparedMetric("total", "p99", FigureKind.Time),
            Base = 12,
            New = null,
        };
}
