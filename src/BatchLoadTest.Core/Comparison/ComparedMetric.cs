namespace BatchLoadTest.Comparison;

/// <summary>A figure that both runs have.</summary>
/// <param name="Group">What it is a figure of: <c>total</c>, a step's id, <c>batch</c>, <c>tokens</c> or <c>cost</c>.</param>
/// <param name="Name">Such as <c>p95</c>.</param>
/// <param name="Kind">What it measures.</param>
public sealed record ComparedMetric(string Group, string Name, FigureKind Kind)
{
    /// <summary>The group of all steps together.</summary>
    public const string Total = "total";

    /// <summary>The group of what is counted by the batch.</summary>
    public const string Batch = "batch";

    /// <summary>The group of what rows took.</summary>
    public const string Tokens = "tokens";

    /// <summary>The group of what that cost.</summary>
    public const string Cost = "cost";

    /// <summary>The class of batches that it is of; null for all of them together.</summary>
    public string? Class { get; init; }

    /// <summary>Whether it is of the requests of one step.</summary>
    public bool IsOfStep => Group is not (Total or Batch or Tokens or Cost);

    /// <summary>Whether a larger figure is the worse one.</summary>
    public bool MoreIsWorse => Kind is not (FigureKind.Rate or FigureKind.Kept or FigureKind.Slack);

    /// <summary>Such as <c>upload p95</c>.</summary>
    public string TitleInClass => $"{Group} {Name}";

    /// <summary>The same with the class, as thresholds name it: <c>upload p95[class=big]</c>.</summary>
    public string Title => Class is null ? TitleInClass : $"{TitleInClass}[class={Class}]";
}
