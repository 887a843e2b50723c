namespace BatchLoadTest.MockServer.Counting;

/// <summary>All counts that are about batches.</summary>
internal sealed record BatchFigures
{
    public required MockBatchCounts Batches { get; init; }

    public required MockRowCounts Rows { get; init; }

    public required MockTokenCounts Tokens { get; init; }

    public required IReadOnlyDictionary<string, MockWindowCounts> Windows { get; init; }

    public required MockDefectCounts Defects { get; init; }
}
