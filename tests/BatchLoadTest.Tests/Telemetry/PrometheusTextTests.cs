using BatchLoadTest.Measurements;
using BatchLoadTest.Runtime;
using BatchLoadTest.Statistics;
using BatchLoadTest.Telemetry;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.Telemetry;

public sealed class PrometheusTextTests
{
    private static readonly string[] States = ["ready", "running"];

    [Fact]
    public void BeforeTheFirstRun_ProgramStateAndUsersAreThere() =>
        Assert.Equal(
            $$"""
            # HELP batch_load_test_build_info The program.
            # TYPE batch_load_test_build_info gauge
            batch_load_test_build_info{version="{{ProgramInfo.Version}}"} 1
            # HELP batch_load_test_state 1 for the state that the test is in, in Locust's words.
            # TYPE batch_load_test_state gauge
            batch_load_test_state{state="ready"} 1
            batch_load_test_state{state="running"} 0
            # HELP batch_load_test_users Virtual users that run.
            # TYPE batch_load_test_users gauge
            batch_load_test_users 0

            """.ReplaceLineEndings("\n"),
            PrometheusText.Of("ready", States, null)
        );

    [Fact]
    public void Labels_AreEscaped()
    {
        var run = SampleRun.Busy with { Failures = [SampleRun.Failure(Step.Upload, "a\"b\\c\nd", 3, "")] };

        Assert.Contains(
            """batch_load_test_failures_total{step="upload",kind="a\"b\\c\nd"} 3""" + "\n",
            Text(run),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Silence_IsThereOnlyWhereItIsKnown()
    {
        const string Name = "batch_load_test_service_silent_seconds_total";
        var known = SampleRun.Busy with { Silence = SampleSilence(2.5) };

        Assert.DoesNotContain(Name, Text(SampleRun.Busy), StringComparison.Ordinal);
        Assert.Contains($"# TYPE {Name} counter\n{Name} 2.5\n", Text(known), StringComparison.Ordinal);
    }

    // What has no value yet is announced all the same.
    [Fact]
    public void FailuresOfAHealthyRun_AreAnnounced() =>
        Assert.Contains(
            "# TYPE batch_load_test_failures_total counter\n# HELP",
            Text(SampleRun.Busy with { Failures = [] }),
            StringComparison.Ordinal
        );

    [Fact]
    public void Buckets_AreCumulativeAndEndWithAll()
    {
        var counter = new RunCounter();
        var interval = new Interval { IterationsEnded = 3, IterationsFailed = 1 };
        foreach (var milliseconds in (double[])[1, 2, 70_000])
        {
            interval.Add(Measure.Of(Step.Poll, milliseconds: milliseconds), TimeSpan.FromSeconds(1));
        }

        counter.Add(interval);
        counter.Add(interval);
        var text = Text(SampleRun.Busy, counter.Copy());

        const string Bucket = "batch_load_test_request_duration_seconds_bucket{step=\"poll\",le=";
        Assert.Contains($"{Bucket}\"0.001\"}} 2\n{Bucket}\"0.0025\"}} 4\n", text, StringComparison.Ordinal);
        Assert.Contains($"{Bucket}\"60\"}} 4\n{Bucket}\"+Inf\"}} 6\n", text, StringComparison.Ordinal);
        Assert.Contains("duration_seconds_sum{step=\"poll\"} 140.006\n", text, StringComparison.Ordinal);
        Assert.Contains("batch_load_test_iterations_total 6\n", text, StringComparison.Ordinal);
        Assert.Contains("batch_load_test_failed_iterations_total 2\n", text, StringComparison.Ordinal);
    }

    private static SilenceSummary SampleSilence(double seconds) =>
        SilenceSummary.Unknown with
        {
            IsKnown = true,
            Total = TimeSpan.FromSeconds(seconds),
        };

    private static string Text(RunSnapshot run, RunCounts? counts = null) =>
        PrometheusText.Of("running", States, new RunFigures(run, counts ?? RunCounts.None, run.Users));
}
