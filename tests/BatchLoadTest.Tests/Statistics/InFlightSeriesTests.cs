using BatchLoadTest.Statistics;
using BatchLoadTest.Tests.Support;
using FsCheck.Fluent;

namespace BatchLoadTest.Tests.Statistics;

public sealed class InFlightSeriesTests
{
    [Fact]
    public void Points_Few_AreAllThere()
    {
        var points = Enumerable.Range(0, 719).Select(second => Point(second, second % 7)).ToList();

        Assert.Equal(points, Series(points).Points);
    }

    [Fact]
    public void Points_AnyNumber_AreFewInOrderAndKeepThePeak() =>
        Law.Holds(
            from count in Gen.Choose(0, 20_000)
            from peak in Gen.Choose(0, 19_999)
            from seed in Gen.Choose(0, int.MaxValue - 1)
            select (count, peak: Math.Min(peak, Math.Max(0, count - 1)), seed),
            run =>
            {
                var random = new Random(run.seed);
                var added = Enumerable
                    .Range(0, run.count)
                    .Select(second => Point(second, second == run.peak ? 5000 : random.Next(4000)))
                    .ToList();

                var points = Series(added).Points;

                Assert.InRange(points.Count, Math.Min(run.count, 360), 720);
                Assert.All(points, point => Assert.Equal(added[(int)point.At.TotalSeconds], point));
                Assert.All(points.Zip(points.Skip(1)), pair => Assert.True(pair.First.At < pair.Second.At));
                Assert.Equal(added.MaxBy(point => point.Batches), points.MaxBy(point => point.Batches));
            }
        );

    // Whatever the stretch that points stand for, its peak is among them.
    [Fact]
    public void Points_Thinned_KeepThePeakOfEachStretch()
    {
        var random = new Random(1);
        var added = Enumerable.Range(0, 10_000).Select(second => Point(second, random.Next(1000))).ToList();

        var points = Series(added).Points;

        // 10,000 points at 720 at most: one for each 16.
        Assert.Equal(added.Chunk(16).Select(chunk => chunk.MaxBy(point => point.Batches)), points);
    }

    [Fact]
    public void Points_MillionPoints_TakeNoMoreMemory()
    {
        var series = Series(Enumerable.Range(0, 720).Select(second => Point(second, second)));
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var second = 720; second < 1_000_000; second++)
        {
            series.Add(Point(second, second % 100));
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000);
    }

    private static InFlightPoint Point(int second, long batches) =>
        new(TimeSpan.FromSeconds(second), batches, 10 * batches);

    private static InFlightSeries Series(IEnumerable<InFlightPoint> points)
    {
        var series = new InFlightSeries();
        foreach (var point in points)
        {
            series.Add(point);
        }

        return series;
    }
}
