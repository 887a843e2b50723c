using BatchLoadTest.MockServer.Faults;
using BatchLoadTest.MockServer.Options;

namespace BatchLoadTest.MockServer.Planning;

/// <summary>Draws what is wrong with a new batch and its rows. Draws nothing where nothing was asked for.</summary>
internal sealed class DefectPlanner
{
    /// <summary>An incomplete output file lacks this share of the rows.</summary>
    private const int WithheldPart = 10;

    /// <summary>Room for the bits of <see cref="BatchDefects"/>, so that each has draws of its own.</summary>
    private const int DrawsPerBatch = 16;

    private readonly SeededDraws draws;
    private readonly double lateShare;
    private readonly double changedShare;
    private readonly List<RowShare> rowStack = [];
    private readonly List<(BatchDefects Defect, double Share)> batchShares = [];

    public DefectPlanner(MockMisbehaviour asked, SeededDraws draws)
    {
        this.draws = draws;
        lateShare = asked.LateCommitRows;
        changedShare = asked.ChangeRows;
        AddRows(RowDefect.Lost, asked.LoseRows);
        AddRows(RowDefect.Doubled, asked.DoubleRows);
        AddRows(RowDefect.Swapped, asked.SwapRows);
        AddRows(RowDefect.Corrupted, asked.CorruptRows);
        AddRows(RowDefect.InBoth, asked.RowsInBoth);
        AddRows(RowDefect.StrippedOfId, asked.StripRows / 2);
        AddRows(RowDefect.StrippedOfResult, asked.StripRows / 2);
        AddRows(RowDefect.Vanished, asked.VanishRows, RowOccasions.Read);
        AddRows(RowDefect.LostOnCancel, asked.CancelLoseRows, RowOccasions.Cancelled);
        AddRows(RowDefect.DoubledOnCancel, asked.CancelDoubleRows / 2, RowOccasions.Cancelled);
        AddRows(RowDefect.InBothOnCancel, asked.CancelDoubleRows / 2, RowOccasions.Cancelled);
        AddBatches(BatchDefects.LyingCounts, asked.LyingCounts);
        AddBatches(BatchDefects.BackwardsStatus, asked.BackwardsStatus);
        AddBatches(BatchDefects.ShrinkingCounts, asked.ShrinkingCounts);
        AddBatches(BatchDefects.UnknownStatus, asked.UnknownStatus);
        AddBatches(BatchDefects.StuckCancelling, asked.StuckCancelling);
        AddBatches(BatchDefects.CutDownload, asked.CutDownloads);
        AddBatches(BatchDefects.IncompleteDownload, asked.IncompleteDownloads);
        AddBatches(BatchDefects.WrongUsage, asked.WrongUsage);
        AddBatches(BatchDefects.WrongLastLine, asked.WrongLastLine);
    }

    public BatchDefects OfBatch(long number)
    {
        var drawn = BatchDefects.None;
        foreach (var (defect, share) in batchShares)
        {
            var index = (number * DrawsPerBatch) + int.Log2((int)defect);
            drawn |= draws.Share(DrawStream.BatchDefects, index) < share ? defect : BatchDefects.None;
        }

        // Nobody sees the end of a file that breaks off before it.
        return drawn.HasFlag(BatchDefects.CutDownload) ? drawn & ~BatchDefects.IncompleteDownload : drawn;
    }

    /// <summary>What is wrong with the rows; null for nothing.</summary>
    public RowDefects? OfRows(long number, BatchDefects batch, RowFates fates)
    {
        // Rows that a client never gets to read could not be compared with what it found.
        if (batch.HasFlag(BatchDefects.CutDownload))
        {
            return null;
        }

        var withheldFrom = batch.HasFlag(BatchDefects.IncompleteDownload) ? WithheldFrom(fates) : int.MaxValue;
        return rowStack.Count == 0 && withheldFrom == int.MaxValue
            ? null
            : new RowDefects(rowStack, draws.Share(DrawStream.RowDefects, number), withheldFrom);
    }

    /// <summary>Which rows show up late; null for none.</summary>
    public LateCommits? LateOf(long number, int rows) =>
        lateShare <= 0 ? null : new LateCommits(lateShare, draws.Share(DrawStream.LateCommits, number), rows);

    /// <summary>Which rows are answered otherwise the second time; null for none.</summary>
    public ChangedRows? ChangedOf(long number, BatchDefects batch) =>
        // One that breaks off is fetched again, so that rows of it come twice.
        changedShare <= 0
        || batch.HasFlag(BatchDefects.CutDownload)
            ? null
            : new ChangedRows(changedShare, draws.Share(DrawStream.ChangedRows, number));

    /// <summary>Where the last tenth begins, or earlier where no row of it is in the output file.</summary>
    private static int WithheldFrom(RowFates fates)
    {
        for (var position = fates.Rows - 1; position >= 0; position--)
        {
            if (fates.Of(position).IsOutput())
            {
                return Math.Min(position, fates.Rows - (fates.Rows / WithheldPart));
            }
        }

        return int.MaxValue;
    }

    private void AddRows(RowDefect defect, double share, RowOccasions after = RowOccasions.None)
    {
        if (share > 0)
        {
            rowStack.Add(new(defect, share + (rowStack.Count == 0 ? 0 : rowStack[^1].UpTo), after));
        }
    }

    private void AddBatches(BatchDefects defect, double share)
    {
        if (share > 0)
        {
            batchShares.Add((defect, share));
        }
    }
}
