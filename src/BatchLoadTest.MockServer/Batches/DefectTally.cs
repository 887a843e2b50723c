using BatchLoadTest.MockServer.Counting;
using BatchLoadTest.MockServer.Faults;
using BatchLoadTest.MockServer.Planning;

namespace BatchLoadTest.MockServer.Batches;

/// <summary>Adds up what is wrong with the results of ended batches. Not safe for several threads at once.</summary>
internal sealed class DefectTally
{
    private readonly long[] byDefect = new long[Enum.GetValues<RowDefect>().Length];
    private long refused;
    private long cut;
    private long cutOff;
    private long incomplete;

    public DefectTally() { }

    private DefectTally(DefectTally other)
    {
        other.byDefect.CopyTo(byDefect, 0);
        (refused, cut, cutOff, incomplete) = (other.refused, other.cut, other.cutOff, other.incomplete);
    }

    public DefectTally Copy() => new(this);

    public void Add(Batch batch, in BatchState state)
    {
        if (batch.CutsOutput(state))
        {
            cut++;
            cutOff += state.Completed - DownloadCut.LinesBefore(state.Completed);
        }

        if (batch.ResultsIn(state) is not { } results)
        {
            return;
        }

        for (var defect = 0; defect < byDefect.Length; defect++)
        {
            byDefect[defect] += results.With((RowDefect)defect);
        }

        refused += results.Refused;
        incomplete += results.With(RowDefect.Withheld) > 0 ? 1 : 0;
    }

    /// <summary>Together with what polls were shown.</summary>
    public MockDefectCounts Counts(ShownDefects shown, ReadTally reads) =>
        new()
        {
            RowsLost = Of(RowDefect.Lost),
            RowsDoubled = Of(RowDefect.Doubled),
            RowsSwapped = Of(RowDefect.Swapped),
            RowsCorrupted = Of(RowDefect.Corrupted),
            RowsInBoth = Of(RowDefect.InBoth),
            RowsStripped = Of(RowDefect.StrippedOfId) + Of(RowDefect.StrippedOfResult),
            RowsStrippedOfId = Of(RowDefect.StrippedOfId),
            RowsNon2xx = refused,
            RowsWithheld = Of(RowDefect.Withheld),
            RowsCutOff = cutOff,
            BatchesLying = shown.Of(BatchDefects.LyingCounts),
            BatchesBackwards = shown.Of(BatchDefects.BackwardsStatus),
            BatchesShrinking = shown.Of(BatchDefects.ShrinkingCounts),
            BatchesUnknownStatus = shown.Of(BatchDefects.UnknownStatus),
            BatchesStuck = shown.Of(BatchDefects.Stuck),
            BatchesLate = shown.Of(BatchDefects.Late),
            BatchesWrongUsage = shown.Of(BatchDefects.WrongUsage),
            RowsPassedOver = reads.PassedOver,
            RowsSentAgain = reads.SentAgain,
            LastLinesWrong = reads.WrongLastLines,
            RowsChanged = reads.Of(RowDefect.Changed),
            RowsVanished = reads.Of(RowDefect.Vanished),
            RowsLostOnCancel = reads.Of(RowDefect.LostOnCancel),
            RowsDoubledOnCancel = reads.Of(RowDefect.DoubledOnCancel) + reads.Of(RowDefect.InBothOnCancel),
            RowsLostOnRetry = reads.Of(RowDefect.LostOnRetry),
            RowsDoubledOnRetry = reads.Of(RowDefect.KeptOnRetry),
            ListItemsSkipped = reads.ItemsSkipped,
            ListItemsRepeated = reads.ItemsRepeated,
            FilesExpired = reads.FilesExpired,
            ExpiriesIgnored = reads.ExpiriesIgnored,
            FilesUndeleted = reads.FilesUndeleted,
            ResultsUndeleted = reads.ResultsUndeleted,
            BatchesSurviving = reads.BatchesSurviving,
            DownloadsCut = cut,
            DownloadsIncomplete = incomplete,
        };

    private long Of(RowDefect defect) => byDefect[(int)defect];
}
