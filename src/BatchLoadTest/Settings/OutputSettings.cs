using Microsoft.Extensions.Logging;

namespace BatchLoadTest.Settings;

/// <summary>What the run shows and leaves behind.</summary>
public sealed record OutputSettings
{
    /// <summary>Say what would be done, and do nothing of it.</summary>
    public bool DryRun { get; init; }

    /// <summary>Folder for reports; null means one named after the run.</summary>
    public string? ResultsDirectory { get; init; }

    /// <summary>Folder for folders named after runs, where several runs follow each other; null means results.</summary>
    public string? ResultsParent { get; init; }

    /// <summary>Print the results folder at the end.</summary>
    public bool PrintResults { get; init; }

    /// <summary>Where the verdict goes too; null for where a pod's container says why it ended, if this is one.</summary>
    public string? TerminationLog { get; init; }

    /// <summary>Print the table of requests during the run too.</summary>
    public bool PrintStats { get; init; }

    /// <summary>Print nothing before the summary.</summary>
    public bool OnlySummary { get; init; }

    /// <summary>Time between two progress lines where the terminal cannot redraw.</summary>
    public TimeSpan StatsInterval { get; init; }

    /// <summary>Least level of log lines.</summary>
    public LogLevel LogLevel { get; init; }

    /// <summary>Where figures are pushed to over OpenTelemetry; null for nowhere.</summary>
    public Uri? Otlp { get; init; }

    /// <summary>Share of workflows whose spans are pushed there, 0 to 1; with 0 no spans are made.</summary>
    public double TraceSample { get; init; }

    /// <summary>Labels of the run, copied into reports.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Tags { get; init; } = [];
}
