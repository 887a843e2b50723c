using BatchLoadTest.Measurements;

namespace BatchLoadTest.Tests.Support.Samples;

/// <summary>Measurements for tests of what comes after measuring.</summary>
internal static class Measure
{
    public static Measurement Of(
        Step step = Step.Upload,
        Outcome outcome = Outcome.Success,
        int status = 200,
        double milliseconds = 10,
        long start = 0,
        string? detail = null
    ) =>
        new(
            step,
            outcome,
            status,
            start,
            start,
            TimeSpan.FromMilliseconds(milliseconds),
            TimeSpan.FromMilliseconds(milliseconds / 2),
            BytesSent: 100,
            BytesReceived: 50,
            detail
        );

    public static BatchRecord Batch(
        BatchOutcome outcome = BatchOutcome.Completed,
        double seconds = 60,
        int polls = 3,
        long outputRows = -1,
        long errorRows = -1
    ) =>
        new()
        {
            BatchId = "batch-1",
            User = 1,
            Outcome = outcome,
            LastStatus = outcome.KindName(),
            Turnaround = TimeSpan.FromSeconds(seconds),
            Polls = polls,
            OutputRows = outputRows,
            ErrorRows = errorRows,
        };
}
