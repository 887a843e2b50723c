namespace BatchLoadTest.MockServer.Counting;

/// <summary>
/// What the server has seen since it started or since the last reset; the figures of <c>GET /mock/counts</c>. Made to
/// be held against a load generator's own: each request that arrived is counted once, whatever became of it.
/// </summary>
public sealed record MockCounts
{
    /// <summary>Requests by kind (<c>files.upload</c>, <c>batches.get</c>, …), every kind named, zero included.</summary>
    public required IReadOnlyDictionary<string, long> Requests { get; init; }

    /// <summary>Answers by kind and status; status 0 is a request that its client gave up before an answer began.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyDictionary<int, long>> Statuses { get; init; }

    /// <summary>API keys.</summary>
    public required MockKeyCounts Keys { get; init; }

    /// <summary>Batches.</summary>
    public required MockBatchCounts Batches { get; init; }

    /// <summary>Rows of batches.</summary>
    public required MockRowCounts Rows { get; init; }

    /// <summary>Batches by completion window.</summary>
    public required IReadOnlyDictionary<string, MockWindowCounts> Windows { get; init; }

    /// <summary>What rows of batches used.</summary>
    public required MockTokenCounts Tokens { get; init; }

    /// <summary>What the server did wrong because it was asked to.</summary>
    public required MockDefectCounts Defects { get; init; }

    /// <summary>Bodies of requests and answers.</summary>
    public required MockByteCounts Bytes { get; init; }

    /// <summary>Most requests in flight at one time.</summary>
    public required long MaxConcurrent { get; init; }
}
