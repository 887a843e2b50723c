using BatchLoadTest.Measurements;

namespace BatchLoadTest.Statistics;

/// <summary>Running figures of batches whose input the run was to delete. One writer: the collector.</summary>
internal sealed class DeleteStatistics
{
    private const int MaxExamples = 10;

    private readonly long[] results = new long[DeleteResults.Count];
    private readonly List<string> examples = [];
    private long filesKept;
    private long resultsKept;
    private long rows;
    private long rowsNotDone;

    public void Add(BatchRecord record)
    {
        if (record.Deletion is not { } deletion)
        {
            return;
        }

        results[(int)deletion.Result]++;
        if (deletion.FileKept)
        {
            filesKept++;
            AddExample($"the input of batch {record.BatchId} was still served");
        }

        resultsKept += deletion.ResultsKept;
        if (deletion.ResultsKept > 0)
        {
            AddExample($"results of batch {record.BatchId}, which is gone, were served");
        }

        if (deletion.Result == DeleteResult.Survived)
        {
            AddExample($"batch {record.BatchId} went on without its input");
        }

        if (deletion.RowsNotDone is { } notDone)
        {
            rows += record.Rows;
            rowsNotDone += notDone;
        }
    }

    public DeleteSummary Summarise() =>
        results.Sum() == 0
            ? DeleteSummary.None
            : new()
            {
                Results = [.. results],
                FilesKept = filesKept,
                ResultsKept = resultsKept,
                Rows = rows,
                RowsNotDone = rowsNotDone,
                Examples = [.. examples],
            };

    /// <summary>Writes all that only adds up, in the order in which <see cref="ReadCounts"/> takes it.</summary>
    public void WriteCounts(List<long> counts)
    {
        counts.AddRange(results);
        counts.AddRange(filesKept, resultsKept, rows, rowsNotDone);
    }

    /// <summary>What was counted in a window.</summary>
    public static DeleteSummary ReadCounts(CountDifference counted) =>
        new()
        {
            Results = counted.Next(DeleteResults.Count),
            FilesKept = counted.Next(),
            ResultsKept = counted.Next(),
            Rows = counted.Next(),
            RowsNotDone = counted.Next(),
        };

    private void AddExample(string words)
    {
        if (examples.Count < MaxExamples)
        {
            examples.Add(words);
        }
    }
}
