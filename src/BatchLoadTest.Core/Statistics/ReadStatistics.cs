using BatchLoadTest.Measurements;

namespace BatchLoadTest.Statistics;

/// <summary>Running figures of what was read of running batches. One writer: the collector.</summary>
internal sealed class ReadStatistics
{
    private const int MaxExamples = 10;

    // In all reports.
    private const int MaxNamed = 500;

    private readonly long[] faults = new long[ReadFaults.Count];
    private readonly List<string>[] examples = [.. ReadFaults.All.Select(_ => new List<string>())];
    private readonly LatencyHistogram firstRow = new();
    private readonly double[] progress = new double[ReadFindings.Parts - 1];
    private long asked;
    private long batches;
    private long judged;
    private long reads;
    private long rows;
    private long earlyRows;
    private long bytesAgain;
    private long unread;
    private long progressed;

    public void Add(BatchRecord record)
    {
        if (record.Reads is not { } found)
        {
            return;
        }

        asked++;
        if (found.Reads == 0)
        {
            return;
        }

        batches++;
        judged += found.IsJudged ? 1 : 0;
        reads += found.Reads;
        rows += record.Rows;
        earlyRows += found.EarlyRows;
        bytesAgain += found.BytesAgain;
        unread += found.Unread;
        if (found.FirstRow is { } first)
        {
            firstRow.Record(first);
        }

        if (found.Progress.Count == progress.Length && record.Rows > 0)
        {
            progressed++;
            for (var part = 0; part < progress.Length; part++)
            {
                progress[part] += (double)found.Progress[part] / record.Rows;
            }
        }

        foreach (var fault in ReadFaults.All)
        {
            faults[(int)fault] += found[fault];
            var kept = examples[(int)fault];
            kept.AddRange(
                found
                    .Examples(fault)
                    .Take((fault.NamesRows() ? MaxNamed : MaxExamples) - kept.Count)
                    .Select(example => $"{example} (batch {record.BatchId})")
            );
        }
    }

    public ReadSummary Summarise() =>
        asked == 0
            ? ReadSummary.None
            : new()
            {
                Asked = asked,
                Batches = batches,
                Judged = judged,
                Reads = reads,
                Rows = rows,
                EarlyRows = earlyRows,
                BytesAgain = bytesAgain,
                Unread = unread,
                FirstRow = firstRow.Summarise(),
                Progress = progressed == 0 ? [] : [.. progress.Select(sum => sum / progressed)],
                Faults = [.. faults],
                Examples = [.. examples.Select(list => (IReadOnlyList<string>)[.. list])],
            };

    /// <summary>Writes all that only adds up, in the order in which <see cref="ReadCounts"/> takes it.</summary>
    public void WriteCounts(List<long> counts)
    {
        counts.AddRange(asked, batches, judged, reads, rows, earlyRows, bytesAgain, unread);
        counts.AddRange(faults);
    }

    /// <summary>What was counted in a window.</summary>
    public static ReadSummary ReadCounts(CountDifference counted) =>
        new()
        {
            Asked = counted.Next(),
            Batches = counted.Next(),
            Judged = counted.Next(),
            Reads = counted.Next(),
            Rows = counted.Next(),
            EarlyRows = counted.Next(),
            BytesAgain = counted.Next(),
            Unread = counted.Next(),
            Faults = counted.Next(ReadFaults.Count),
        };
}
