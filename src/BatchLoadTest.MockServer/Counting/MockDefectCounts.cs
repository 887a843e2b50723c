namespace BatchLoadTest.MockServer.Counting;

/// <summary>
/// What the server did wrong. Rows and downloads count when their batch has ended, whether or not anybody fetches the
/// files, and however often; batches count once each, with the first poll that shows it; what depends on what a client does counts
/// when it is delivered.
/// </summary>
public sealed record MockDefectCounts
{
    /// <summary>Rows in neither file.</summary>
    public required long RowsLost { get; init; }

    /// <summary>Rows in the output file twice: each is one line too many.</summary>
    public required long RowsDoubled { get; init; }

    /// <summary>Rows under a custom_id that nobody sent; their own is in neither file.</summary>
    public required long RowsSwapped { get; init; }

    /// <summary>Rows whose line is no JSON; their custom_id is in neither file.</summary>
    public required long RowsCorrupted { get; init; }

    /// <summary>Rows in both files, once in each.</summary>
    public required long RowsInBoth { get; init; }

    /// <summary>Rows whose line lacks its custom_id, or both response and error.</summary>
    public required long RowsStripped { get; init; }

    /// <summary>Of these, the rows without custom_id, which is then in neither file.</summary>
    public required long RowsStrippedOfId { get; init; }

    /// <summary>Rows in the output file with a status other than 2xx, and nothing else wrong.</summary>
    public required long RowsNon2xx { get; init; }

    /// <summary>Rows that incomplete output files end without.</summary>
    public required long RowsWithheld { get; init; }

    /// <summary>
    /// Rows of cut output files that are not sent whole. With HTTP/2 a client may see less still: a reset overtakes
    /// what it has not read.
    /// </summary>
    public required long RowsCutOff { get; init; }

    /// <summary>Ended batches whose counts are not those of their rows.</summary>
    public required long BatchesLying { get; init; }

    /// <summary>Batches that showed an earlier status.</summary>
    public required long BatchesBackwards { get; init; }

    /// <summary>Batches whose completed count dropped.</summary>
    public required long BatchesShrinking { get; init; }

    /// <summary>Batches that showed a status the API does not have.</summary>
    public required long BatchesUnknownStatus { get; init; }

    /// <summary>Batches seen finalizing or cancelling after the time at which they should have ended.</summary>
    public required long BatchesStuck { get; init; }

    /// <summary>Batches seen completed with <c>completed_at</c> after <c>expires_at</c>, whichever option made them so.</summary>
    public required long BatchesLate { get; init; }

    /// <summary>
    /// Batches that were seen with other sums of tokens than their rows': in their <c>usage</c>, or in analytics that were
    /// filled.
    /// </summary>
    public required long BatchesWrongUsage { get; init; }

    /// <summary>
    /// With late commits: rows that a client which read an output file while the batch ran, each time from its last line to the
    /// end of the last read, was never sent.
    /// </summary>
    public required long RowsPassedOver { get; init; }

    /// <summary>Likewise, how often such a client was sent a row that it had.</summary>
    public required long RowsSentAgain { get; init; }

    /// <summary>Answers with a wrong <c>X-Last-Line</c>.</summary>
    public required long LastLinesWrong { get; init; }

    /// <summary>Rows that were sent with another answer than before; each once.</summary>
    public required long RowsChanged { get; init; }

    /// <summary>Rows that a read of an output file to its end had, and a later one had not any more.</summary>
    public required long RowsVanished { get; init; }

    /// <summary>
    /// Rows that had their turn and are in neither file since their batch was cancelled. This and what follows of rows counts with
    /// the first read that reaches the end of the ended batch's output file.
    /// </summary>
    public required long RowsLostOnCancel { get; init; }

    /// <summary>Rows that come twice since their batch was cancelled: in the output file, or once in each.</summary>
    public required long RowsDoubledOnCancel { get; init; }

    /// <summary>Rows that were retried, had their turn and are in neither file.</summary>
    public required long RowsLostOnRetry { get; init; }

    /// <summary>Rows that were retried and are in the output file now, and still in the error file.</summary>
    public required long RowsDoubledOnRetry { get; init; }

    /// <summary>Files and batches that a page of their list began behind.</summary>
    public required long ListItemsSkipped { get; init; }

    /// <summary>Files and batches with which a page of their list began though the one before ended with them.</summary>
    public required long ListItemsRepeated { get; init; }

    /// <summary>Uploads whose metadata or content was served after they had expired; each once.</summary>
    public required long FilesExpired { get; init; }

    /// <summary>Uploads whose answer names another expiry than was asked for.</summary>
    public required long ExpiriesIgnored { get; init; }

    /// <summary>Uploads whose metadata or content was served after their deletion; each once.</summary>
    public required long FilesUndeleted { get; init; }

    /// <summary>Result files whose metadata or content was served after their batch had gone with its input; each once.</summary>
    public required long ResultsUndeleted { get; init; }

    /// <summary>Batches that were seen running after the deletion of their input, with which they had to go.</summary>
    public required long BatchesSurviving { get; init; }

    /// <summary>Output files that break off in each download.</summary>
    public required long DownloadsCut { get; init; }

    /// <summary>Output files that end without their last rows.</summary>
    public required long DownloadsIncomplete { get; init; }
}
