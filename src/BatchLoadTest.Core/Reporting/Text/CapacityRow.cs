using BatchLoadTest.Capacity.Levels;

namespace BatchLoadTest.Reporting.Text;

/// <summary>A level of a search in words.</summary>
/// <param name="Cells">Under the headings of <see cref="CapacitySentences.Headings"/>.</param>
/// <param name="Reason">Of the verdict.</param>
/// <param name="Thresholds">Each threshold with its value and interval.</param>
/// <param name="Verdict">The verdict.</param>
public sealed record CapacityRow(
    IReadOnlyList<string> Cells,
    string Reason,
    IReadOnlyList<string> Thresholds,
    LevelVerdict Verdict
)
{
    /// <summary>Whether the reason holds what a reader must know though the level passed.</summary>
    public bool HasNotice { get; init; }
}
