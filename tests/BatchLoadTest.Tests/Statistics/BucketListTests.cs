using BatchLoadTest.Statistics;
using BatchLoadTest.Tests.Support;
using FsCheck.Fluent;

namespace BatchLoadTest.Tests.Statistics;

/// <summary>A second's latencies as a list have the percentiles that the run's histograms would have.</summary>
public sealed class BucketListTests
{
    [Fact]
    public void Percentile_OfAnyValues_IsThatOfAHistogram() =>
        Law.Holds(
            from count in Gen.Choose(1, 400)
            from parts in Gen.Choose(1, 2)
            from seed in Gen.Choose(0, 1_000_000)
            select (count, parts, seed),
            run =>
            {
                var random = new Random(run.seed);
                var together = new LatencyHistogram();
                var list = new BucketList();
                for (var part = 0; part < run.parts; part++)
                {
                    var histogram = new LatencyHistogram();
                    for (var value = 0; value < run.count; value++)
                    {
                        // From below 1 µs to above 48 h.
                        histogram.Record(TimeSpan.FromTicks((long)Math.Pow(10, 12.4 * random.NextDouble())));
                    }

                    list.Add(histogram);
                    together.Add(histogram);
                }

                double[] percentiles = [0.1, 50, 99.9];
                Assert.All(percentiles, at => Assert.Equal(together.Percentile(at), list.Percentile(at)));
                Assert.Equal(together.Count, list.Count);
                var back = new LatencyHistogram();
                list.AddTo(back);
                Assert.Equal(together.Summarise(), back.Summarise());
            }
        );

    [Fact]
    public void Clear_ForgetsEverything()
    {
        var list = new BucketList();
        var histogram = new LatencyHistogram();
        histogram.Record(TimeSpan.FromSeconds(9));
        list.Add(histogram);

        list.Clear();

        Assert.Equal(0, list.Count);
        Assert.Equal(TimeSpan.Zero, list.Percentile(99));
        histogram.Clear();
        histogram.Record(TimeSpan.FromMilliseconds(1));
        list.Add(histogram);
        Assert.Equal(TimeSpan.FromMilliseconds(1), list.Percentile(100));
    }
}
