using BatchLoadTest.Measurements;
using BatchLoadTest.Reporting;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Tests.Support.Simulation;

/// <summary>Runs that never took place, whose figures are the sum of their seconds, as those of a real run are.</summary>
internal static class SimulatedRun
{
    /// <summary>The second of Unix time in which <see cref="SampleRun.Report"/> started.</summary>
    public static long Start { get; } = SampleRun.Report.Run.StartedAt.ToUnixTimeSeconds();

    /// <summary>A run with failures, failed batches, defects, doubtful seconds, and three seconds without a record.</summary>
    public static RunReport Lively(int seconds = 90) =>
        Report(
            new FilledHistory(
                Enumerable.Range(0, seconds).Where(second => second is < 40 or > 42).Select(second => Start + second),
                FillLively
            ),
            seconds
        );

    /// <summary>A run in which every step has 240 requests a second, spread over 40 buckets.</summary>
    public static RunReport Busy(int seconds) =>
        Report(new FilledHistory(Enumerable.Range(0, seconds).Select(second => Start + second), FillBusy), seconds);

    /// <summary>The report of a history.</summary>
    public static RunReport Report(IRunHistory history, int seconds)
    {
        var sample = SampleRun.Report;
        var statistics = new RunStatistics(sample.Names, sample.Run.StartedAt);
        foreach (var interval in history.Read())
        {
            statistics.Add(interval);
        }

        var time = TimeSpan.FromSeconds(seconds);
        return sample with
        {
            Final = statistics.Snapshot(0, time),
            History = history,
            Ending = sample.Ending with
            {
                EndedAt = sample.Run.StartedAt + time,
                Load = sample.Ending.Load with { PeakUsers = 20, LoadTime = time, StopTime = TimeSpan.Zero },
            },
        };
    }

    private static void FillLively(Interval interval)
    {
        var second = (int)(interval.Second - Start);
        var random = new Random(second);
        interval.Users = Math.Min(20, second + 1);
        interval.Generator = new GeneratorSample(
            second is > 20 and < 25 ? 0.93 : 0.3,
            TimeSpan.FromMilliseconds(2),
            TimeSpan.FromMilliseconds(second == 60 ? 250 : 4)
        );
        var end = TimeSpan.FromSeconds(second + 0.5);
        if (second == 0)
        {
            interval.Add(Measure.Of(Step.Key, milliseconds: 31), end);
        }

        Step[] steps = [Step.Upload, Step.Metadata, Step.Create, Step.Poll, Step.Poll, Step.Output];
        foreach (var step in steps)
        {
            var failed = random.Next(20) == 0;
            interval.Add(
                Measure.Of(
                    step,
                    failed ? Outcome.HttpStatus : Outcome.Success,
                    failed ? 503 : 200,
                    5 + (40 * random.NextDouble()) + (second == 70 ? 900 : 0),
                    detail: failed ? "please retry" : null
                ),
                end
            );
        }

        interval.BatchCreated(10);
        if (second > 5)
        {
            interval.BatchesEnded.Add(LivelyBatch(second));
        }
    }

    private static BatchRecord LivelyBatch(int second)
    {
        var findings = new ResultFindings
        {
            Expected = 10,
            OutputRows = 9,
            ErrorRows = 1,
            IsComplete = true,
        };
        if (second % 30 == 0)
        {
            findings.Add(ResultDefect.Missing);
            findings.AddExample(ResultDefect.Missing, "request-3");
        }

        return Measure.Batch(
            second % 15 == 0 ? BatchOutcome.Failed : BatchOutcome.Completed,
            seconds: 4 + (second % 3),
            outputRows: 9,
            errorRows: 1
        ) with
        {
            BatchId = $"batch-{second}",
            Rows = 10,
            Findings = findings,
            Phases = new BatchPhases(
                TimeSpan.FromSeconds(1),
                TimeSpan.FromSeconds(2),
                TimeSpan.FromSeconds(1),
                TimeSpan.FromSeconds(1)
            ),
            Statuses = [new StatusSeen("in_progress", TimeSpan.FromSeconds(2))],
        };
    }

    private static void FillBusy(Interval interval)
    {
        var second = interval.Second - Start;
        interval.Users = 500;
        interval.Generator = new GeneratorSample(0.4321, TimeSpan.FromTicks(12_345), TimeSpan.FromTicks(34_567));
        foreach (var step in Enum.GetValues<Step>())
        {
            var latency = interval.Steps[step].Latency;
            var least = 1_000 * ((long)step + 1);
            for (var bucket = 0; bucket < 40; bucket++)
            {
                latency.AddBucket(least + (37 * bucket) + (second % 100), 6);
            }

            latency.AddExact(240, 240 * least * 10, least * 10, (least + 1_600) * 10);
            interval.Steps[step].Failures = second % 3;
        }

        interval.BatchCreated(50);
        interval.BatchesEnded.Add(Measure.Batch(outputRows: 50) with { Rows = 50 });
    }
}
