using BatchLoadTest.Thresholds;

namespace BatchLoadTest.Tests.Thresholds;

public sealed class ThresholdRoundingTests
{
    // 0.7 / 100 in binary floating point is below 0.007: seven failures of a thousand would miss a limit of 0.7 %.
    [Fact]
    public void TryParse_AnyPercentage_MeetsTheShareThatItNames()
    {
        var parser = new ThresholdParser(new MetricCatalogue());
        for (var permille = 1; permille <= 1000; permille++)
        {
            var text = $"error_rate <= {permille / 10}.{permille % 10}%";
            Assert.True(parser.TryParse(text, "test", out var threshold, out var problem), problem);
            Assert.True(threshold.Holds(permille / 1000.0), text);
        }
    }

    [Fact]
    public void TryParse_AnySeconds_MeetTheMillisecondsThatTheyName()
    {
        var parser = new ThresholdParser(new MetricCatalogue());
        for (var milliseconds = 1; milliseconds <= 9_999; milliseconds++)
        {
            var text = $"p95 <= {milliseconds / 1000}.{milliseconds % 1000:000}s";
            Assert.True(parser.TryParse(text, "test", out var threshold, out var problem), problem);
            Assert.True(threshold.Holds(TimeSpan.FromMilliseconds(milliseconds).TotalMilliseconds), text);
        }
    }
}
