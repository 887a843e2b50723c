namespace BatchLoadTest.Comparison;

/// <summary>A figure that both runs have.</summary>
/// <param name="Group">What it is a figure of: <c>total</c>, a step's id, or <c>batch</c>.</param>
/// <param name="Name">Such as <c>p95</c>.</param>
/// <param name="Kind">What it measures.</param>
public sealed record ComparedMetric(string Group, string Name, FigureKind Kind)
{
    /// <summary>The group of all steps together.</summary>
    public const string Total = "total";

    /// <summary>The group of what is counted by the batch.</summary>
    public const string Batch = "batch";

    /// <summary>Whether a larger figure is the worse one.</summary>
    public bool MoreIsWorse => Kind != FigureKind.Rate;

    /// <summary>Such as <c>upload p95</c>.</summary>
    public string Title => $"{Group} {Name}";
}
