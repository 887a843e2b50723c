using BatchLoadTest.Comparison;

namespace BatchLoadTest.Settings;

/// <summary>Which runs are compared, and what comes of it.</summary>
public sealed record CompareSettings
{
    /// <summary>
    /// Results folder of the base run, or its journal; null for the one that began last but one in the folder <see cref="New"/>.
    /// </summary>
    public string? Base { get; init; }

    /// <summary>Where <see cref="Base"/> was named, for errors.</summary>
    public string BaseName { get; init; } = "BASE";

    /// <summary>Results folder of the new run, or its journal; with <see cref="Latest"/> a folder of runs.</summary>
    public required string New { get; init; }

    /// <summary>Whether the new run is the one that began last in the folder <see cref="New"/>.</summary>
    public bool Latest { get; init; }

    /// <summary>What makes the exit code 1; null for nothing.</summary>
    public FailOn? FailOn { get; init; }

    /// <summary>File for the comparison as Markdown; null for none.</summary>
    public string? Markdown { get; init; }

    /// <summary>File for the comparison as a page; null for none.</summary>
    public string? Html { get; init; }
}
