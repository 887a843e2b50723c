using BatchLoadTest.Measurements;
using BatchLoadTest.Reporting;
using BatchLoadTest.Reporting.Csv;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.Reporting.Csv;

public sealed class BatchesCsvWriterTests
{
    [Fact]
    public async Task EachBatch_HasARow_InTheOrderInWhichTheyEnded()
    {
        var table = await WriteAsync(
            Measure.Batch(BatchOutcome.Completed) with
            {
                BatchId = "batch-1",
                User = 3,
                CreatedAt = DateTimeOffset.UnixEpoch.AddMilliseconds(1500),
                Turnaround = TimeSpan.FromMilliseconds(12.5),
                Phases = new BatchPhases(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), null, null),
                Rows = 10,
                OutputRows = 9,
                ErrorRows = -1,
            },
            Measure.Batch(BatchOutcome.TimedOut) with
            {
                BatchId = "batch-2",
                NotAwaited = true,
                Detail = "=cmd()",
            }
        );

        Assert.Equal(2, table.Rows.Count);
        Assert.Equal(("batch-1", "3", "completed"), (table[0, "Batch"], table[0, "User"], table[0, "Outcome"]));
        Assert.Equal("1970-01-01T00:00:01.500Z", table[0, "Created"]);
        Assert.Equal(("12.5", "1000", "2000"), (table[0, "Turnaround"], table[0, "Queued"], table[0, "Running"]));
        Assert.Equal(("", "9", ""), (table[0, "Finalizing"], table[0, "Output Rows"], table[0, "Error Rows"]));
        Assert.Equal("no", table[0, "Not Awaited"]);
        Assert.Equal(
            ("batch-2", "timed_out", "yes"),
            (table[1, "Batch"], table[1, "Outcome"], table[1, "Not Awaited"])
        );
        Assert.DoesNotContain(",=cmd()", table.Text, StringComparison.Ordinal);
    }

    private static Task<CsvTable> WriteAsync(params BatchRecord[] batches) =>
        CsvTable.OfAsync(
            new BatchesCsvWriter(),
            SampleRun.Report with
            {
                // Two seconds: each must be read before the next takes its place.
                History = new RefilledHistory([
                    .. batches.Select(
                        (batch, index) =>
                            (
                                (long)index,
                                (Action<BatchLoadTest.Statistics.Interval>)(
                                    interval => interval.BatchesEnded.Add(batch)
                                )
                            )
                    ),
                ]),
            }
        );
}
