using BatchLoadTest.Comparison;

namespace BatchLoadTest.Settings;

/// <summary>Which runs are compared, and what comes of it.</summary>
public sealed record CompareSettings
{
    /// <summary>Results folder of the base run, or its journal.</summary>
    public required string Base { get; init; }

    /// <summary>Results folder of the new run, or its journal.</summary>
    public required string New { get; init; }

    /// <summary>What makes the exit code 1; null for nothing.</summary>
    public FailOn? FailOn { get; init; }

    /// <summary>File for the comparison as Markdown; null for none.</summary>
    public string? Markdown { get; init; }
}
