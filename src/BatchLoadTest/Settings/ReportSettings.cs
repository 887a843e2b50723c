using BatchLoadTest.Statistics;
using Microsoft.Extensions.Logging;

namespace BatchLoadTest.Settings;

/// <summary>What the <c>report</c> command was asked to do.</summary>
public sealed record ReportSettings
{
    /// <summary>Full paths of the results folders (or journals) to read; several become one report.</summary>
    public required IReadOnlyList<string> Folders { get; init; }

    /// <summary>Full path of the folder to write to; null for the folder read, or a new one where several are read.</summary>
    public string? ResultsDirectory { get; init; }

    /// <summary>Further report files.</summary>
    public required ReportFileSettings Files { get; init; }

    /// <summary>What tokens cost, instead of what was given with the runs; empty for that.</summary>
    public PriceList Prices { get; init; } = PriceList.None;

    /// <summary>Merge runs that disagree in what they measured.</summary>
    public bool Force { get; init; }

    /// <summary>Print the results folder at the end.</summary>
    public bool PrintResults { get; init; }

    /// <summary>Each of <see cref="Folders"/> is one of runs, of which the last one is meant.</summary>
    public bool Latest { get; init; }

    /// <summary>Least level of log lines.</summary>
    public LogLevel LogLevel { get; init; }
}
