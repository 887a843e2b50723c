using System.Text.Json;
using BatchLoadTest.Measurements;
using BatchLoadTest.Tests.Support;
using FsCheck.Fluent;

namespace BatchLoadTest.Tests.Reporting.Html;

/// <summary>How latencies are spread, as the page's charts get it.</summary>
public sealed class DistributionTests
{
    [Fact]
    public void Bins_OfAnyTimes_HoldEachRequestOnceWhereItBelongs() =>
        Law.Holds(
            from count in Gen.Choose(1, 2_000)
            from spread in Gen.Choose(0, 60)
            from seed in Gen.Choose(0, 1_000_000)
            select (count, spread, seed),
            run =>
            {
                var random = new Random(run.seed);
                var width = run.spread / 10.0;
                double[] times =
                [
                    .. Enumerable.Range(0, run.count).Select(_ => Math.Pow(10, width * random.NextDouble())),
                ];

                var upload = Of(times).GetProperty("upload");

                var counts = upload.Whole("counts");
                var edges = upload.Fractions("edges_ms");
                Assert.Equal(run.count, upload.GetProperty("count").GetInt64());
                Assert.InRange(counts.Length, 1, 60);
                Assert.Equal(counts.Length + 1, edges.Length);
                Assert.Equal(run.count, counts.Sum());
                Assert.Equal(times.Min(), edges[0]!.Value, times.Min() / 500);
                Assert.Equal(times.Max(), edges[^1]!.Value, times.Max() / 500);
                // To the precision of a histogram: what lies within a thousandth of an edge may be on either side.
                var below = 0L;
                for (var bin = 0; bin < counts.Length; bin++)
                {
                    below += counts[bin];
                    Assert.InRange(
                        below,
                        times.Count(time => time < edges[bin + 1] * 0.997),
                        times.Count(time => time <= edges[bin + 1] * 1.003)
                    );
                }
            }
        );

    [Fact]
    public void Bins_OfEqualTimes_AreOne()
    {
        var upload = Of([12, 12, 12]).GetProperty("upload");

        Assert.Equal([3], upload.Whole("counts"));
        Assert.Equal([12, 12], upload.Fractions("edges_ms"));
    }

    [Fact]
    public void Curve_RisesToTheLargestTimeAndSaysNoMoreThanIsKnown()
    {
        double[] times = [.. Enumerable.Range(1, 200).Select(time => (double)time)];

        var curve = Of(times).GetProperty("upload").GetProperty("curve").EnumerateArray().ToList();

        Assert.Equal([50, 100], curve.Single(point => point[0].GetDouble() == 50).EnumerateArray().Select(Number));
        Assert.Equal([99, 198], curve.Single(point => point[0].GetDouble() == 99).EnumerateArray().Select(Number));
        // With 200 requests the last one is the slowest half per cent: there is no 99.9th percentile of its own.
        Assert.Equal([99.5, 200], curve[^1].EnumerateArray().Select(Number));
        Assert.Equal(curve.Select(point => point[1].GetDouble()), curve.Select(point => point[1].GetDouble()).Order());
    }

    [Fact]
    public void StepsWithoutRequests_HaveNone()
    {
        var distributions = Of([1]);

        Assert.Equal(["all", "upload"], distributions.EnumerateObject().Select(member => member.Name));
    }

    private static double Number(JsonElement value) => value.GetDouble();

    private static JsonElement Of(double[] milliseconds) =>
        PageData
            .Of(
                new FilledHistory(
                    [SimulatedRun.Start],
                    interval =>
                    {
                        foreach (var time in milliseconds)
                        {
                            interval.Add(Measure.Of(Step.Upload, milliseconds: time), TimeSpan.Zero);
                        }
                    }
                )
            )
            .GetProperty("distributions");
}
