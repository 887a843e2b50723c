using BatchLoadTest.Capacity.Search;

namespace BatchLoadTest.Recording;

/// <summary>What a search for the largest load has found.</summary>
/// <param name="Unit">Of the loads: <c>batches/s</c> or <c>users</c>.</param>
/// <param name="RowsPerBatch">The size of batches for which it holds.</param>
/// <param name="Result">The answer.</param>
public sealed record CapacityReport(string Unit, double RowsPerBatch, CapacityResult Result)
{
    /// <summary>Names of the thresholds that no level could be judged by.</summary>
    public IReadOnlyList<string> NotJudged { get; init; } = [];
}
