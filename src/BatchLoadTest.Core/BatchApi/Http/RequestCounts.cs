namespace BatchLoadTest.BatchApi.Http;

/// <summary>
/// The service's own count of a batch's rows. What a service leaves out, or answers with null, is not known: it is
/// neither 0 nor compared with anything.
/// </summary>
/// <param name="Total">Rows of the batch.</param>
/// <param name="Completed">Rows that have a result.</param>
/// <param name="Failed">Rows that failed.</param>
public readonly record struct RequestCounts(long? Total, long? Completed, long? Failed)
{
    /// <summary>Whether the service says that every row failed: then there need be no output file.</summary>
    public bool SaysAllFailed => Completed == 0 && Failed > 0 && Failed == Total;

    /// <summary>These, and where they are not known those of an earlier answer.</summary>
    public RequestCounts Or(RequestCounts earlier) =>
        new(Total ?? earlier.Total, Completed ?? earlier.Completed, Failed ?? earlier.Failed);
}
