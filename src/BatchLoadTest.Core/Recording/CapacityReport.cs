using System.Text.Json.Serialization;
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

    /// <summary>The level that is being measured; null where none is. Not in the journal: it is over when that is read.</summary>
    [JsonIgnore]
    public LevelInProgress? Current { get; init; }
}
