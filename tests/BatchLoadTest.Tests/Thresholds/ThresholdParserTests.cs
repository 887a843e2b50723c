using BatchLoadTest.Thresholds;

namespace BatchLoadTest.Tests.Thresholds;

public sealed class ThresholdParserTests
{
    private static readonly MetricCatalogue Catalogue = new();
    private readonly ThresholdParser parser = new(Catalogue);

    [Theory]
    [InlineData("p95 < 500ms", "p95", ThresholdOperator.Less, 500)]
    [InlineData("p95_by_time <= 2s", "p95_by_time", ThresholdOperator.LessOrEqual, 2_000)]
    [InlineData("create.p95_by_time < 1m", "create.p95_by_time", ThresholdOperator.Less, 60_000)]
    [InlineData("p95<=500ms", "p95", ThresholdOperator.LessOrEqual, 500)]
    [InlineData("  create.p99  <  2s ", "create.p99", ThresholdOperator.Less, 2_000)]
    [InlineData("batch.turnaround.p95 <= 10m", "batch.turnaround.p95", ThresholdOperator.LessOrEqual, 600_000)]
    [InlineData("batch.turnaround.max < 24h", "batch.turnaround.max", ThresholdOperator.Less, 86_400_000)]
    [InlineData("p99.9 < 1.5 s", "p99.9", ThresholdOperator.Less, 1_500)]
    [InlineData("P95 < 500ms", "p95", ThresholdOperator.Less, 500)]
    [InlineData("ttfb.p50 < 5ms", "ttfb.p50", ThresholdOperator.Less, 5)]
    [InlineData("upload.ttfb.p50 < 5ms", "upload.ttfb.p50", ThresholdOperator.Less, 5)]
    [InlineData("error_rate < 1%", "error_rate", ThresholdOperator.Less, 0.01)]
    [InlineData("error_rate < 0.01", "error_rate", ThresholdOperator.Less, 0.01)]
    [InlineData("error_rate <= 100%", "error_rate", ThresholdOperator.LessOrEqual, 1)]
    [InlineData("batches.error_rate == 0", "batches.error_rate", ThresholdOperator.Equal, 0)]
    [InlineData("rps >= 20", "rps", ThresholdOperator.GreaterOrEqual, 20)]
    [InlineData("poll.rps > 20.5/s", "poll.rps", ThresholdOperator.Greater, 20.5)]
    [InlineData("failures != 3", "failures", ThresholdOperator.NotEqual, 3)]
    [InlineData("batches.completed >= 100", "batches.completed", ThresholdOperator.GreaterOrEqual, 100)]
    [InlineData("batches.polls_exhausted == 0", "batches.polls_exhausted", ThresholdOperator.Equal, 0)]
    public void TryParse_GoodText_IsRead(string text, string metric, ThresholdOperator comparison, double limit)
    {
        Assert.True(parser.TryParse(text, "--threshold", out var threshold, out var problem), problem);

        Assert.Equal(metric, threshold.Metric.Name);
        Assert.Equal(comparison, threshold.Operator);
        Assert.Equal(limit, threshold.Limit);
        Assert.Equal(text.Trim(), threshold.Text);
        Assert.Equal("--threshold", threshold.Source);
    }

    [Theory]
    [InlineData("p95 < 500", "a time with its unit")]
    [InlineData("p95 < 5%", "a time with its unit")]
    [InlineData("p95 < 5/s", "a time with its unit")]
    [InlineData("error_rate < 1ms", "a share")]
    [InlineData("error_rate < 101%", "a share")]
    [InlineData("error_rate < 1.01", "a share")]
    [InlineData("rps > 5ms", "a rate")]
    [InlineData("failures < 5%", "a number")]
    [InlineData("speed < 5ms", "'speed' is not a metric")]
    [InlineData("uploads.p95 < 5ms", "'uploads.p95' is not a metric")]
    [InlineData("p95 < NaNms", "not a threshold")]
    [InlineData("p95 < -5ms", "not a threshold")]
    [InlineData("p95 < 1e3ms", "not a threshold")]
    [InlineData("p95 < 1,5s", "not a threshold")]
    [InlineData("p95 < 5 years", "not a threshold")]
    [InlineData("p95 = 5ms", "not a threshold")]
    [InlineData("p95 5ms", "not a threshold")]
    [InlineData("p95 <", "not a threshold")]
    [InlineData("< 5ms", "not a threshold")]
    [InlineData("p95 < 5ms p99 < 6ms", "not a threshold")]
    [InlineData("", "not a threshold")]
    public void TryParse_BadText_SaysWhatIsWrong(string text, string words)
    {
        Assert.False(parser.TryParse(text, "--threshold", out var threshold, out var problem));

        Assert.Null(threshold);
        Assert.Contains(words, problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("error_rate < 20% over 30s", 30, 0, false)]
    [InlineData("error_rate < 20% from 1m", null, 60, false)]
    [InlineData("error_rate < 20% abort", null, 0, true)]
    [InlineData("error_rate<20%  over 1.5m from 1h abort ", 90, 3_600, true)]
    [InlineData("error_rate == 0 abort from 10s over 1h", 3_600, 10, true)]
    [InlineData("failures < 5 over 1 s", 1, 0, false)]
    [InlineData("p95 < 5 s over 10s", 10, 0, false)]
    [InlineData("rps >= 20/s over 10s", 10, 0, false)]
    [InlineData("batches.completed == 0 abort", null, 0, true)]
    [InlineData("create.p95_by_time < 1s from 30s", null, 30, false)]
    [InlineData("service.silent_rate < 1% from 30s abort", null, 30, true)]
    public void TryParse_Clauses_AreRead(string text, int? over, int from, bool aborts)
    {
        Assert.True(parser.TryParse(text, "--threshold", out var threshold, out var problem), problem);

        Assert.Equal(over is { } seconds ? TimeSpan.FromSeconds(seconds) : null, threshold.Over);
        Assert.Equal(TimeSpan.FromSeconds(from), threshold.From);
        Assert.Equal(aborts, threshold.Aborts);
        Assert.Equal(text.Trim(), threshold.Text);
    }

    [Theory]
    [InlineData("", 1, "the name of a metric is expected")]
    [InlineData("  < 5ms", 3, "the name of a metric is expected")]
    [InlineData("p95 = 5ms", 5, "one of < <= > >= == != is expected")]
    [InlineData("p95", 4, "one of < <= > >= == != is expected")]
    [InlineData("p95 < -5ms", 7, "a number is expected")]
    [InlineData("p95 < 5 years", 9, "a unit (ms, s, m, h, %, /s), over, from, abort or the end is expected")]
    [InlineData("p95 < 5over 30s", 8, "a unit (ms, s, m, h, %, /s), over, from, abort or the end is expected")]
    [InlineData("speed < 5ms over 30s", 1, "'speed' is not a metric")]
    [InlineData("p95 < 5% over 30s", 7, "'5%' does not fit p95")]
    [InlineData("p95 < 5ms during 30s", 11, "over, from, abort or the end is expected")]
    [InlineData("p95 < 5ms p99 < 6ms", 11, "over, from, abort or the end is expected")]
    [InlineData("p95 < 5ms over", 15, "'over' wants whole seconds from 1s to 1h")]
    [InlineData("p95 < 5ms over 30", 16, "'over' wants whole seconds from 1s to 1h")]
    [InlineData("p95 < 5ms over 500ms", 16, "'over' wants whole seconds from 1s to 1h")]
    [InlineData("p95 < 5ms over 0s", 16, "'over' wants whole seconds from 1s to 1h")]
    [InlineData("p95 < 5ms over 1.5s", 16, "'over' wants whole seconds from 1s to 1h")]
    [InlineData("p95 < 5ms over 61m", 16, "'over' wants whole seconds from 1s to 1h")]
    [InlineData("p95 < 5ms over abort", 16, "'over' wants whole seconds from 1s to 1h")]
    [InlineData("p95 < 5ms from 0s", 16, "'from' wants whole seconds from 1s to 168h")]
    [InlineData("p95 < 5ms over 30s over 10s", 20, "'over' stands a second time")]
    [InlineData("p95 < 5ms abort abort", 17, "'abort' stands a second time")]
    [InlineData("rps > 5 abort", 9, "goes with an upper limit")]
    [InlineData("failures == 3 abort", 15, "goes with an upper limit")]
    [InlineData("p95_by_time < 5s over 30s", 18, "'p95_by_time' cannot be judged over a window")]
    [InlineData("poll.p95_by_time < 5s over 30s", 23, "'poll.p95_by_time' cannot be judged over a window")]
    [InlineData("batches.overdue == 0 over 30s", 22, "known only at the end")]
    [InlineData("service.longest_silence < 5s over 30s", 30, "a stretch of silence goes on")]
    [InlineData("batches.per_hour > 5 over 30s", 22, "of the steady part of the run")]
    [InlineData("batches.per_hour > 5 from 30s", 22, "of the steady part of the run")]
    [InlineData("batch.turnaround.growth < 2 abort", 29, "of the steady part of the run")]
    [InlineData("requests.hung == 0 abort", 20, "known only at the end")]
    public void TryParse_BadText_SaysWhere(string text, int character, string words)
    {
        Assert.False(parser.TryParse(text, "--threshold", out _, out var problem));

        Assert.Contains($"at character {character}", problem, StringComparison.Ordinal);
        Assert.Contains(words, problem, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', problem);
    }

    [Fact]
    public void TryParse_NumberTooLargeForAnything_IsRefused() =>
        Assert.False(parser.TryParse($"p95 < {new string('9', 400)}ms", "test", out _, out _));

    [Fact]
    public void TryParse_EveryMetricOfTheCatalogue_CanBeWritten()
    {
        foreach (var name in Catalogue.Names)
        {
            var unit = Catalogue.Find(name)!.Unit == MetricUnit.Milliseconds ? "ms" : "";
            Assert.True(parser.TryParse($"{name} <= 1{unit}", "test", out _, out var problem), problem);
        }
    }
}
