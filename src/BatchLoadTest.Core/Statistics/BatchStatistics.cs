using BatchLoadTest.Measurements;

namespace BatchLoadTest.Statistics;

/// <summary>Running figures of all batches. One writer: the collector.</summary>
internal sealed class BatchStatistics
{
    private const int MaxExamples = 20;

    private readonly long[] byOutcome = new long[BatchOutcomes.Count];
    private readonly LatencyHistogram turnaround = new();
    private readonly List<BatchRecord> examples = [];
    private long created;
    private long polls;
    private long outputRows;
    private long errorRows;

    public void Created() => created++;

    public void Ended(BatchRecord record)
    {
        byOutcome[(int)record.Outcome]++;
        polls += record.Polls;
        outputRows += Math.Max(0, record.OutputRows);
        errorRows += Math.Max(0, record.ErrorRows);
        if (EndedAtService(record.Outcome))
        {
            turnaround.Record(record.Turnaround);
        }

        if (record.Outcome != BatchOutcome.Completed && examples.Count < MaxExamples)
        {
            examples.Add(record);
        }
    }

    public BatchSummary Summarise() =>
        new()
        {
            Created = created,
            ByOutcome = [.. byOutcome],
            Turnaround = turnaround.Summarise(),
            Polls = polls,
            OutputRows = outputRows,
            ErrorRows = errorRows,
            Examples = [.. examples],
        };

    // A batch that we gave up on has no turnaround: the time until we gave up says nothing about the service.
    private static bool EndedAtService(BatchOutcome outcome) =>
        outcome is BatchOutcome.Completed or BatchOutcome.Failed or BatchOutcome.Expired or BatchOutcome.Cancelled;
}
