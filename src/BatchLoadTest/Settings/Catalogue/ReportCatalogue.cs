using BatchLoadTest.Reporting;
using BatchLoadTest.Settings.Parsing;

namespace BatchLoadTest.Settings.Catalogue;

/// <summary>Settings of the report files: of a run, and of a report that is written again.</summary>
internal static class ReportCatalogue
{
    private const CommandKinds Both = CommandKinds.Run | CommandKinds.Capacity | CommandKinds.Report;

    public static readonly Setting<string> Csv = new("csv", PlainText.NotBlank)
    {
        Placeholder = "PREFIX",
        HasLocustTwin = true,
        Commands = Both,
        Description = "Write Locust's four CSV files to PREFIX_stats.csv and so on, too.",
    };

    public static readonly Setting<bool> CsvFullHistory = new("csv-full-history", FlagText.Parse)
    {
        Default = "false",
        HasLocustTwin = true,
        Commands = Both,
        Description = "In the CSV history, a row a second for each request name too.",
    };

    public static readonly Setting<string> Html = new("html", PlainText.NotBlank)
    {
        Placeholder = "FILE",
        HasLocustTwin = true,
        Commands = Both,
        Description = "Write the HTML report here, too.",
    };

    public static readonly Setting<string> JUnit = new("junit", PlainText.NotBlank)
    {
        Placeholder = "FILE",
        Commands = Both,
        Description = "Write the JUnit report here, too.",
    };

    public static readonly Setting<ReportRequest> Report = new("report", ReportText.Parse)
    {
        Placeholder = "NAME[=FILE]",
        IsRepeatable = true,
        Commands = Both,
        Description =
            "Write this report to FILE, too; without FILE into the results folder, where most are written anyway. "
            + $"{string.Join(", ", ReportWriters.Names)}.",
    };

    public static readonly Setting<bool> Json = new("json", FlagText.Parse)
    {
        Default = "false",
        HasLocustTwin = true,
        Commands = Both,
        Description = "Print Locust's JSON to standard output at the end, and everything else to standard error.",
    };

    public static readonly Setting<bool> Force = new("force", FlagText.Parse)
    {
        Default = "false",
        Commands = CommandKinds.Report,
        Description = "Merge runs that disagree in what they measured; the report says so.",
    };

    public static readonly Setting<bool> Latest = new("latest", FlagText.Parse)
    {
        Default = "false",
        Commands = CommandKinds.Report,
        Description = "Each DIR is a folder of runs, such as results: take the one that began last.",
    };

    public static readonly SettingSection Section = new("Reports", [Csv, CsvFullHistory, Html, JUnit, Report, Json]);

    public static readonly SettingSection SectionOfReport = new(
        "Reports",
        [
            OutputCatalogue.ResultsOfReport,
            OutputCatalogue.PrintResults,
            Csv,
            CsvFullHistory,
            Html,
            JUnit,
            Report,
            Json,
            Force,
            Latest,
        ]
    );
}
