using System.Text.Json;
using BatchLoadTest.Recording;

namespace BatchLoadTest.EndToEnd.Reports;

/// <summary>A service that stands still and goes on shows in the percentile weighted by time, live and in the report.</summary>
public sealed class P95ByTimeTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Freeze_OfAThirdOfTheRun_FailsAThresholdAndIsTheSameFromTheJournal()
    {
        var result = await BuiltProgram.RunAsync(
            folder.Path,
            null,
            [
                "--headless",
                "--host",
                "mock",
                "--mock-freeze",
                "4s@3s",
                "--mock-batch-duration",
                "0s",
                "-u",
                "5",
                "-r",
                "5",
                "-t",
                "12s",
                "--results",
                "r",
                "--threshold",
                "p95_by_time < 500ms",
            ]
        );

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("p95 by time", result.Output, StringComparison.Ordinal);
        using (var metrics = RunMetrics.Read(folder.File("r")))
        {
            Assert.Contains(
                metrics.Root.GetProperty("thresholds").EnumerateArray(),
                threshold =>
                    threshold.GetProperty("text").GetString() == "p95_by_time < 500ms"
                    && threshold.GetProperty("verdict").GetString() == "failed"
            );
            // A quarter of the seconds stands in the freeze; a slow machine makes that less, and the figure no smaller than this.
            var byTime = metrics.Root.GetProperty("latency_by_time").GetProperty("p95_ms").GetDouble();
            Assert.InRange(byTime, 1_000, 12_000);
            Assert.Equal(byTime, RecordedRun.Read(folder.File("r")).Final.Total.P95ByTime!.Value.TotalMilliseconds);
        }

        // Somebody knew which request was the oldest: else nothing is settled for minutes.
        var lines = await File.ReadAllLinesAsync(folder.File("r/run.jsonl"), TestContext.Current.CancellationToken);
        var seconds = lines
            .Select(line => JsonDocument.Parse(line).RootElement)
            .Where(line => line.GetProperty("type").GetString() == "second")
            .Skip(1)
            .ToList();
        Assert.All(seconds, second => Assert.True(second.GetProperty("starts_complete_before").GetInt64() > 0));
        Assert.Contains(
            seconds,
            second => second.GetProperty("t").GetInt64() - second.GetProperty("starts_complete_before").GetInt64() >= 2
        );
    }
}
