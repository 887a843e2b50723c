using BatchLoadTest.Statistics;

namespace BatchLoadTest.Tests.Statistics;

public sealed class LatencyHistogramTests
{
    private static readonly double[] Percentiles = [0.1, 25, 50, 75, 90, 95, 99, 99.9, 99.99, 100];

    public static TheoryData<int, int> RandomSets()
    {
        var sets = new TheoryData<int, int>();
        foreach (var count in (int[])[1, 2, 3, 10, 19, 20, 21, 100, 999, 1000, 1001, 20_000])
        {
            for (var seed = 0; seed < 5; seed++)
            {
                sets.Add(count, seed);
            }
        }

        return sets;
    }

    [Theory]
    [MemberData(nameof(RandomSets))]
    public void Percentile_RandomTimes_IsNearestRankWithinATenthOfAPercent(int count, int seed)
    {
        var random = new Random(seed);
        var histogram = new LatencyHistogram();
        var times = Enumerable.Range(0, count).Select(_ => RandomTime(random, seed)).ToArray();
        Array.ForEach(times, histogram.Record);
        Array.Sort(times);

        foreach (var percentile in Percentiles)
        {
            var rank = Math.Max(1, (int)Math.Ceiling((decimal)percentile * count / 100m));
            var expected = times[rank - 1];
            var actual = histogram.Percentile(percentile)!.Value;
            // Never less than was measured, and above it by no more than the bucket's width and its unit of 1 µs.
            Assert.InRange(actual.Ticks, expected.Ticks, (long)(expected.Ticks * 1.001) + TimeSpan.TicksPerMicrosecond);
            Assert.InRange(actual, times[0], times[^1]);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Summary_RandomTimes_HasExactMinimumMeanAndMaximum(int seed)
    {
        var random = new Random(seed);
        var histogram = new LatencyHistogram();
        var times = Enumerable.Range(0, 1000).Select(_ => RandomTime(random, seed)).ToArray();
        Array.ForEach(times, histogram.Record);

        var summary = histogram.Summarise();

        Assert.Equal(1000, summary.Count);
        Assert.Equal(times.Min(), summary.Min);
        Assert.Equal(times.Max(), summary.Max);
        Assert.Equal(times.Sum(time => time.Ticks) / 1000, summary.Mean.Ticks);
        Assert.Equal(histogram.Percentile(50), summary.P50);
        Assert.Equal(histogram.Percentile(75), summary.P75);
        Assert.Equal(histogram.Percentile(90), summary.P90);
        Assert.Equal(histogram.Percentile(95), summary.P95);
        Assert.Equal(histogram.Percentile(99), summary.P99);
        Assert.Equal(histogram.Percentile(99.9), summary.P999);
        Assert.Equal(histogram.Percentile(99.99), summary.P9999);
    }

    [Fact]
    public void Summary_EachPercentile_IsTheOneOfItsName()
    {
        var random = new Random(5);
        var histogram = new LatencyHistogram();
        for (var time = 0; time < 20_000; time++)
        {
            histogram.Record(RandomTime(random, 5));
        }

        var summary = histogram.Summarise();

        Assert.Equal(
            [
                histogram.Percentile(50),
                histogram.Percentile(66),
                histogram.Percentile(75),
                histogram.Percentile(80),
                histogram.Percentile(90),
                histogram.Percentile(95),
                histogram.Percentile(98),
                histogram.Percentile(99),
                histogram.Percentile(99.9),
                histogram.Percentile(99.99),
            ],
            (TimeSpan?[])
                [
                    summary.P50,
                    summary.P66,
                    summary.P75,
                    summary.P80,
                    summary.P90,
                    summary.P95,
                    summary.P98,
                    summary.P99,
                    summary.P999,
                    summary.P9999,
                ]
        );
    }

    [Fact]
    public void Summary_TimesThatLocustRounds_AreNotRounded()
    {
        var histogram = new LatencyHistogram();
        histogram.Record(TimeSpan.FromMilliseconds(1745.6));
        histogram.Record(TimeSpan.FromMilliseconds(10_500));

        Assert.Equal(1745.6, histogram.Summarise().Min.TotalMilliseconds);
        Assert.Equal(10_500, histogram.Summarise().Max.TotalMilliseconds);
    }

    [Fact]
    public void Percentile_999Of1000_IsNotTheLast()
    {
        var histogram = new LatencyHistogram();
        for (var i = 0; i < 999; i++)
        {
            histogram.Record(TimeSpan.FromMilliseconds(1));
        }

        histogram.Record(TimeSpan.FromMilliseconds(100));

        Assert.InRange(histogram.Percentile(99.9)!.Value.TotalMilliseconds, 1, 1.001);
    }

    [Fact]
    public void Summary_NothingRecorded_IsEmpty()
    {
        var histogram = new LatencyHistogram();

        Assert.Null(histogram.Percentile(95));
        Assert.Equal(LatencySummary.Empty, histogram.Summarise());
    }

    [Fact]
    public void Record_MoreThan48Hours_KeepsCountMeanAndMaximum()
    {
        var histogram = new LatencyHistogram();
        histogram.Record(TimeSpan.FromHours(10));
        histogram.Record(TimeSpan.FromHours(100));

        var summary = histogram.Summarise();

        Assert.Equal(2, summary.Count);
        Assert.Equal(TimeSpan.FromHours(55), summary.Mean);
        Assert.Equal(TimeSpan.FromHours(100), summary.Max);
        Assert.InRange(summary.P99, TimeSpan.FromHours(48), TimeSpan.FromHours(100));
    }

    [Fact]
    public void Record_OnlyMoreThan48Hours_PercentileIsNotBelowTheMinimum()
    {
        var histogram = new LatencyHistogram();
        histogram.Record(TimeSpan.FromHours(100));

        Assert.Equal(TimeSpan.FromHours(100), histogram.Percentile(50));
    }

    [Fact]
    public void Record_BelowAMicrosecond_StaysExact()
    {
        var histogram = new LatencyHistogram();
        histogram.Record(TimeSpan.FromTicks(3));
        histogram.Record(TimeSpan.Zero);

        Assert.Equal(TimeSpan.Zero, histogram.Summarise().Min);
        Assert.Equal(TimeSpan.FromTicks(3), histogram.Summarise().P99);
    }

    // From microseconds to hours, in a spread that differs from seed to seed.
    // Whatever order and grouping: adding up loses nothing.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Add_OfParts_EqualsTheWhole(int seed)
    {
        var random = new Random(seed);
        var whole = new LatencyHistogram();
        var parts = Enumerable.Range(0, 5).Select(_ => new LatencyHistogram()).ToArray();
        for (var each = 0; each < 5_000; each++)
        {
            var time = RandomTime(random, seed);
            whole.Record(time);
            parts[random.Next(parts.Length)].Record(time);
        }

        var sum = new LatencyHistogram();
        Array.ForEach(parts, sum.Add);

        Assert.Equal(whole.Summarise(), sum.Summarise());
        Assert.Equal(Buckets(whole), Buckets(sum));
        Assert.Equal(whole.SumTicks, sum.SumTicks);
    }

    [Fact]
    public void Add_OfAnEmptyOne_ChangesNothing()
    {
        var histogram = new LatencyHistogram();
        histogram.Record(TimeSpan.FromMilliseconds(5));
        histogram.Add(new LatencyHistogram());

        Assert.Equal(5, histogram.Summarise().Min.TotalMilliseconds);
        Assert.Equal(1, histogram.Count);
    }

    [Fact]
    public void Clear_ForgetsEverything()
    {
        var histogram = new LatencyHistogram();
        histogram.Record(TimeSpan.FromHours(100));
        histogram.Record(TimeSpan.Zero);
        histogram.Clear();
        Assert.Equal(LatencySummary.Empty, histogram.Summarise());
        Assert.Empty(Buckets(histogram));

        histogram.Record(TimeSpan.FromMilliseconds(3));

        Assert.Equal(3, histogram.Summarise().Min.TotalMilliseconds);
        Assert.Equal(3, histogram.Summarise().Max.TotalMilliseconds);
    }

    [Fact]
    public void Buckets_OfTimesOutsideTheRange_AreTheOutermost()
    {
        var histogram = new LatencyHistogram();
        histogram.Record(TimeSpan.Zero);
        histogram.Record(TimeSpan.FromHours(100));

        Assert.Equal(2, Buckets(histogram).Count);
        Assert.Equal(2, Buckets(histogram).Sum(bucket => bucket.Count));
    }

    private static List<(long Microseconds, long Count)> Buckets(LatencyHistogram histogram)
    {
        List<(long, long)> buckets = [];
        foreach (var bucket in histogram)
        {
            buckets.Add(bucket);
        }

        return buckets;
    }

    private static TimeSpan RandomTime(Random random, int seed) =>
        TimeSpan.FromTicks((long)Math.Pow(10, random.NextDouble() * (4 + (seed * 1.7))));

    // Of few buckets, of just as many as have room, of one more, and of many.
    [Theory]
    [InlineData(3)]
    [InlineData(1024)]
    [InlineData(1025)]
    [InlineData(20_000)]
    public void Percentiles_AreThoseOfTheValues_HoweverManyBucketsThereAre(int values)
    {
        var random = new Random(values);
        // Each in a bucket of its own, as long as there are few.
        var ticks = Enumerable
            .Range(1, values)
            .Select(i => values <= 2000 ? i * 10L : (long)Math.Exp(random.NextDouble() * 20))
            .ToList();
        var (whole, sum) = (new LatencyHistogram(), new LatencyHistogram());
        LatencyHistogram[] parts = [new(), new()];
        foreach (var each in ticks)
        {
            whole.Record(TimeSpan.FromTicks(each));
            parts[random.Next(2)].Record(TimeSpan.FromTicks(each));
        }

        Array.ForEach(parts, sum.Add);
        ticks.Sort();

        foreach (var percentile in new[] { 1, 50, 95, 99.9, 100 })
        {
            var rank = Math.Max(1, (int)Math.Ceiling((decimal)percentile * values / 100m));
            var microseconds = Math.Max(1, (ticks[rank - 1] + 9) / 10);
            var expected = Math.Clamp(LatencyHistogram.LastOfBucket(microseconds) * 10, ticks[0], ticks[^1]);
            Assert.Equal(TimeSpan.FromTicks(expected), whole.Percentile(percentile));
            Assert.Equal(whole.Percentile(percentile), sum.Percentile(percentile));
        }

        Assert.Equal(values, Count(whole));
        Assert.Equal(Buckets(whole), Buckets(sum));
        whole.Clear();
        whole.Record(TimeSpan.FromTicks(70));
        Assert.Equal([(7L, 1L)], Buckets(whole));
    }

    private static long Count(LatencyHistogram histogram) => Buckets(histogram).Sum(bucket => bucket.Count);
}
