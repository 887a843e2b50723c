namespace BatchLoadTest.MockServer.Options;

/// <summary>
/// What the server does wrong behind answers that look right, so that a client's checks can be proven. Everything is
/// off unless given, drawn from the seed and the batch's number, and counted under <c>defects</c> in
/// <c>GET /mock/counts</c>.
/// </summary>
/// <remarks>
/// Shares of rows are of all rows of a batch, in whichever file they end; a row has one of these defects at most.
/// Counts of a batch stay those of the rows as they should have been, unless <see cref="LyingCounts"/> asks for others.
/// </remarks>
public sealed record MockMisbehaviour
{
    /// <summary>Share of rows that are in neither file.</summary>
    public double LoseRows { get; init; }

    /// <summary>Share of rows that are in the output file twice, the second time at its end; error files are spared.</summary>
    public double DoubleRows { get; init; }

    /// <summary>Share of rows whose line bears a custom_id that nobody sent instead of its own.</summary>
    public double SwapRows { get; init; }

    /// <summary>Share of rows whose line breaks off within the custom_id: no JSON, and not to be assigned.</summary>
    public double CorruptRows { get; init; }

    /// <summary>Share of rows that are in the output file (status 200) and in the error file.</summary>
    public double RowsInBoth { get; init; }

    /// <summary>Share of rows whose line lacks the custom_id (one half) or both response and error (the other half).</summary>
    public double StripRows { get; init; }

    /// <summary>Share of batches whose <c>request_counts</c>, once ended, claim one completed row more than there is.</summary>
    public double LyingCounts { get; init; }

    /// <summary>
    /// Share of batches that show an earlier status once: the poll after one that showed <c>in_progress</c> shows
    /// <c>validating</c>, after <c>finalizing</c> it is <c>in_progress</c>.
    /// </summary>
    public double BackwardsStatus { get; init; }

    /// <summary>
    /// Share of batches whose completed count drops once: the poll after one of a running batch with completed rows
    /// shows half of them.
    /// </summary>
    public double ShrinkingCounts { get; init; }

    /// <summary>Share of batches that the first poll finds in the status <c>warming_up</c>.</summary>
    public double UnknownStatus { get; init; }

    /// <summary>
    /// Share of batches that never get out of <c>finalizing</c> unless they are cancelled. Like all batches they are
    /// dropped <see cref="MockServerOptions.FileLife"/> after the time at which they should have ended.
    /// </summary>
    public double StuckFinalizing { get; init; }

    /// <summary>Share of batches that never get out of <c>cancelling</c> once they are cancelled while running.</summary>
    public double StuckCancelling { get; init; }

    /// <summary>Share of batches that complete after their <c>expires_at</c>, in either flavour.</summary>
    public double LateBatches { get; init; }

    /// <summary>
    /// Share of batches whose output file breaks off in each download: 200, half of the lines and half of the next one,
    /// then the connection ends without the end of the body. The rows of such a batch have no other defect.
    /// </summary>
    public double CutDownloads { get; init; }

    /// <summary>
    /// Share of batches whose output file says <c>X-Incomplete: true</c> though the batch has ended, and ends properly
    /// without the last tenth of its rows (one at least).
    /// </summary>
    public double IncompleteDownloads { get; init; }

    /// <summary>
    /// Share of rows that show up late in the files of a running batch, and then at their place in the order of completion:
    /// a client that reads on from its last line passes over them and gets others again. The file at the end has all of them.
    /// </summary>
    public double LateCommitRows { get; init; }

    /// <summary>Share of batches whose output file, while they run, names a <c>X-Last-Line</c> that is one too high.</summary>
    public double WrongLastLine { get; init; }

    /// <summary>
    /// Share of rows whose answer is another (its id) each time but the first that it is sent. Rows of embeddings, which have no
    /// id, and rows with a defect are spared.
    /// </summary>
    public double ChangeRows { get; init; }

    /// <summary>Share of rows that are not in the output file any more once it was read to its end after the batch's.</summary>
    public double VanishRows { get; init; }

    /// <summary>Share of the rows that had their turn of a batch that is cancelled while it runs: counted, and in neither file.</summary>
    public double CancelLoseRows { get; init; }

    /// <summary>Likewise, rows that come twice: one half in both files, one half (of the output file) twice there.</summary>
    public double CancelDoubleRows { get; init; }

    /// <summary>Share of the rows that are retried: counted again, and in neither file.</summary>
    public double RetryLoseRows { get; init; }

    /// <summary>Share of the rows that are retried: where they succeed then, they stay in the error file all the same.</summary>
    public double RetryDoubleRows { get; init; }

    /// <summary>Share of the pages of lists, those after the first, that begin one item too late.</summary>
    public double ListSkips { get; init; }

    /// <summary>Likewise, pages that begin with the last item of the one before; pages of one item are spared.</summary>
    public double ListRepeats { get; init; }

    /// <summary>Share of uploads that are served after they have expired, though no list has them any more.</summary>
    public double KeepExpired { get; init; }

    /// <summary>Share of uploads that take no note of <c>expires_after</c>: they live as long as any other.</summary>
    public double IgnoreExpiry { get; init; }

    /// <summary>
    /// Share of uploads that are served after their deletion was answered as it should be; a second deletion removes them.
    /// </summary>
    public double KeepDeleted { get; init; }

    /// <summary>Share of batches that go with their input and whose result files are served all the same.</summary>
    public double KeepResults { get; init; }

    /// <summary>Share of batches that go on when their input is deleted, where the flavour lets them go with it.</summary>
    public double SurviveInput { get; init; }

    /// <summary>
    /// Share of rows whose answer does not say what it used: they are in no sum. Apart from the defects of rows, of which it
    /// is none: services do that.
    /// </summary>
    public double MissingUsage { get; init; }

    /// <summary>
    /// Share of batches whose sums (<c>usage</c> of the batch, or its analytics) have one token of an answer more than its
    /// rows.
    /// </summary>
    public double WrongUsage { get; init; }

    /// <summary>Share of the batches of each window that complete after their <c>expires_at</c>, in either flavour.</summary>
    public IReadOnlyList<WindowMiss> MissWindows { get; init; } = [];

    /// <summary>How long after its creation a batch is not found (404).</summary>
    public TimeSpan HiddenAfterCreate { get; init; }

    /// <summary>Every share with its name.</summary>
    internal IEnumerable<(string Name, double Share)> Shares() =>
        [
            (nameof(LoseRows), LoseRows),
            (nameof(DoubleRows), DoubleRows),
            (nameof(SwapRows), SwapRows),
            (nameof(CorruptRows), CorruptRows),
            (nameof(RowsInBoth), RowsInBoth),
            (nameof(StripRows), StripRows),
            (nameof(LyingCounts), LyingCounts),
            (nameof(BackwardsStatus), BackwardsStatus),
            (nameof(ShrinkingCounts), ShrinkingCounts),
            (nameof(UnknownStatus), UnknownStatus),
            (nameof(StuckFinalizing), StuckFinalizing),
            (nameof(StuckCancelling), StuckCancelling),
            (nameof(LateBatches), LateBatches),
            (nameof(CutDownloads), CutDownloads),
            (nameof(IncompleteDownloads), IncompleteDownloads),
            (nameof(LateCommitRows), LateCommitRows),
            (nameof(WrongLastLine), WrongLastLine),
            (nameof(ChangeRows), ChangeRows),
            (nameof(VanishRows), VanishRows),
            (nameof(CancelLoseRows), CancelLoseRows),
            (nameof(CancelDoubleRows), CancelDoubleRows),
            (nameof(RetryLoseRows), RetryLoseRows),
            (nameof(RetryDoubleRows), RetryDoubleRows),
            (nameof(ListSkips), ListSkips),
            (nameof(ListRepeats), ListRepeats),
            (nameof(KeepExpired), KeepExpired),
            (nameof(IgnoreExpiry), IgnoreExpiry),
            (nameof(KeepDeleted), KeepDeleted),
            (nameof(KeepResults), KeepResults),
            (nameof(SurviveInput), SurviveInput),
            (nameof(MissingUsage), MissingUsage),
            (nameof(WrongUsage), WrongUsage),
            .. MissWindows.Select(miss => ($"{nameof(MissWindows)} {miss.Window}", miss.Share)),
        ];

    /// <summary>Shares that exclude each other, with their sum: a row has one defect at most, and a page one beginning.</summary>
    internal IEnumerable<(string Names, double Sum)> Exclusive() =>
        [
            (
                "LoseRows to StripRows, VanishRows, CancelLoseRows and CancelDoubleRows",
                LoseRows
                    + DoubleRows
                    + SwapRows
                    + CorruptRows
                    + RowsInBoth
                    + StripRows
                    + VanishRows
                    + CancelLoseRows
                    + CancelDoubleRows
            ),
            ("RetryLoseRows and RetryDoubleRows", RetryLoseRows + RetryDoubleRows),
            ("ListSkips and ListRepeats", ListSkips + ListRepeats),
        ];
}
