using BatchLoadTest.Settings.Parsing;

namespace BatchLoadTest.Settings.Catalogue;

/// <summary>Settings of what the run shows and leaves behind.</summary>
internal static class OutputCatalogue
{
    public static readonly Setting<string> Results = new("results", PlainText.NotBlank)
    {
        Placeholder = "DIR",
        DefaultNote = "default results/<run id>",
        Description = "Folder for reports.",
    };

    public static readonly Setting<string> ResultsOfReport = Results with
    {
        DefaultNote = "default DIR; of several, a new one under results/",
        Commands = CommandKinds.Report,
    };

    public static readonly Setting<bool> PrintStats = new("print-stats", FlagText.Parse)
    {
        Default = "false",
        HasLocustTwin = true,
        Description = "Print the table of requests during the run too.",
    };

    public static readonly Setting<bool> OnlySummary = new("only-summary", FlagText.Parse)
    {
        Default = "false",
        HasLocustTwin = true,
        Description = "Print nothing before the summary.",
    };

    public static readonly Setting<bool> PrintResults = new("print-results", FlagText.Parse)
    {
        Default = "false",
        Commands = CommandKinds.Run | CommandKinds.Capacity | CommandKinds.Report,
        Description = "Print the results folder at the end, as an archive in Base64 between two marks.",
    };

    public static readonly Setting<string> TerminationLog = new("termination-log", PlainText.NotBlank)
    {
        Placeholder = "FILE",
        DefaultNote = "in a pod of Kubernetes /dev/termination-log",
        Description = "Write the verdict there at the end, in a line, and print it last.",
    };

    public static readonly Setting<TimeSpan> StatsInterval = new("stats-interval", DurationText.AboveZero)
    {
        Placeholder = "TIME",
        Default = "5s",
        Description = "Time between plain progress lines.",
    };

    public static readonly Setting<KeyValuePair<string, string>> Tag = new("tag", TagText.Parse)
    {
        Placeholder = "KEY=VALUE",
        IsRepeatable = true,
        Description = "Label of the run, for reports.",
    };

    public static readonly Setting<Uri> Otlp = new("otlp", CollectorText.Parse)
    {
        Placeholder = "URL",
        Description =
            "Push figures and traces to an OpenTelemetry collector (HTTP, protobuf), such as http://localhost:4318.",
    };

    public static readonly Setting<double> TraceSample = new("trace-sample", ShareText.Parse)
    {
        Placeholder = "SHARE",
        Default = "1%",
        Description = "Workflows that --otlp sends traces of; those with a failure are sent too. 0: no traces at all.",
    };

    public static readonly Setting<bool> DryRun = new("dry-run", FlagText.Parse)
    {
        Default = "false",
        Description = "Print every setting with its source, the thresholds and what would be sent; send nothing.",
    };

    public static readonly SettingSection Section = new(
        "Output",
        [DryRun, Results, PrintResults, TerminationLog, PrintStats, OnlySummary, StatsInterval, Tag, Otlp, TraceSample]
    );
}
