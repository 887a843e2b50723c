using BatchLoadTest.NBomber.Mapping;
using BatchLoadTest.Thresholds;

namespace BatchLoadTest.Tests.NBomber;

public sealed class ThresholdMapperTests
{
    private static readonly ThresholdParser Parser = new(new MetricCatalogue());

    [Theory]
    [InlineData("create.p95 < 500ms", "create", "P95", "Less", 500)]
    [InlineData("UPLOAD.P99 <= 2s", "upload", "P99", "LessOrEqual", 2000)]
    [InlineData("output.p50 > 1ms", "output", "P50", "Greater", 1)]
    [InlineData("errors.p75 >= 1ms", "errors", "P75", "GreaterOrEqual", 1)]
    [InlineData("upload.min < 1s", "upload", "Minimum", "Less", 1000)]
    [InlineData("upload.mean < 1s", "upload", "Mean", "Less", 1000)]
    [InlineData("upload.avg < 1s", "upload", "Mean", "Less", 1000)]
    [InlineData("upload.max < 1m", "upload", "Maximum", "Less", 60_000)]
    [InlineData("create.error_rate <= 1%", "create", "FailedShare", "LessOrEqual", 0.01)]
    [InlineData("create.failures == 0", "create", "Failed", "Equal", 0)]
    [InlineData("create.failures < 5", "create", "Failed", "Less", 5)]
    // That it ends the run is our affair.
    [InlineData("create.failures < 5 abort", "create", "Failed", "Less", 5)]
    [InlineData("batches.error_rate <= 1%", "poll", "FailedShare", "LessOrEqual", 0.01)]
    [InlineData("batches.created <= 100", "create", "Succeeded", "LessOrEqual", 100)]
    [InlineData("batches.completed < 100", "poll", "Succeeded", "Less", 100)]
    public void WhatNBomberKnows_IsMapped(string text, string step, string figure, string comparison, double limit) =>
        Assert.Equal(
            new StepThreshold(step, Enum.Parse<StepFigure>(figure), Enum.Parse<ThresholdOperator>(comparison), limit),
            ThresholdMapper.Map(Parse(text))
        );

    [Theory]
    // Over all requests: NBomber's figures are of iterations.
    [InlineData("p95 <= 1000ms")]
    [InlineData("error_rate <= 1%")]
    [InlineData("rps > 1")]
    // No such percentile.
    [InlineData("create.p90 < 1s")]
    [InlineData("create.p99.9 < 1s")]
    [InlineData("create.ttfb.p95 < 1s")]
    // NBomber's poll step is the whole wait, its verify step either of two requests, and the key is in no step.
    [InlineData("poll.p95 < 1s")]
    [InlineData("verify.p95 < 1s")]
    [InlineData("metadata.p95 < 1s")]
    [InlineData("key.p95 < 1s")]
    // Its latencies have a ceiling below a batch's time.
    [InlineData("batch.turnaround.p95 < 1h")]
    [InlineData("results.defects == 0")]
    [InlineData("batches.violations == 0")]
    // A part of the load, which NBomber does not know.
    [InlineData("create.p95 < 500ms over 30s")]
    [InlineData("create.p95 < 500ms from 1m")]
    // NBomber would fail a count that is to be reached before it can be.
    [InlineData("batches.completed >= 100")]
    [InlineData("batches.completed > 0")]
    [InlineData("batches.completed == 100")]
    [InlineData("batches.created != 0")]
    public void WhatNBomberDoesNotKnow_IsLeftToUs(string text) => Assert.Null(ThresholdMapper.Map(Parse(text)));

    [Fact]
    public void EveryMetric_IsMappedOrLeftWithoutFailing()
    {
        var catalogue = new MetricCatalogue();
        var mapped = catalogue.Names.Count(name =>
            ThresholdMapper.Map(new Threshold($"{name} < 1", "test", catalogue.Find(name)!, ThresholdOperator.Less, 1))
                is not null
        );

        // Four steps with ten figures each, and three of batches.
        Assert.Equal(43, mapped);
    }

    private static Threshold Parse(string text)
    {
        Assert.True(Parser.TryParse(text, "test", out var threshold, out var problem), problem);
        return threshold;
    }
}
