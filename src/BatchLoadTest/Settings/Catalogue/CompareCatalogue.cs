using BatchLoadTest.Comparison;
using BatchLoadTest.Settings.Parsing;

namespace BatchLoadTest.Settings.Catalogue;

/// <summary>Settings of a comparison.</summary>
internal static class CompareCatalogue
{
    public static readonly Setting<FailOn> FailOn = new("fail-on", FailOnText.Parse)
    {
        Placeholder = "worse[:N%]",
        Commands = CommandKinds.Compare,
        Description = "Exit with 1 where any figure is worse, or worse by at least so much.",
    };

    public static readonly Setting<string> Markdown = new("markdown", PlainText.NotBlank)
    {
        Placeholder = "FILE",
        Commands = CommandKinds.Compare | CommandKinds.Check,
        Description = "Write the comparison as Markdown, too, for a pull request.",
    };

    public static readonly Setting<string> Baseline = new("baseline", PlainText.NotBlank)
    {
        Placeholder = "FILE",
        Commands = CommandKinds.Compare,
        Description = "The run to compare with, in the place of BASE: a journal that CI keeps, or a results folder.",
    };

    public static readonly Setting<bool> LatestOfCompare = ReportCatalogue.Latest with
    {
        Commands = CommandKinds.Compare,
        Description = "DIR is a folder of runs: compare the newest two, or with --baseline the newest one with that.",
    };

    // A variable of its own: that of a run's report stands in the same CI job, and its file would be overwritten.
    public static readonly Setting<string> HtmlOfCompare = ReportCatalogue.Html with
    {
        HasLocustTwin = false,
        VariableName = "compare-html",
        Commands = CommandKinds.Compare,
        Description = "Write the comparison as a page in one file, too, with charts of both runs.",
    };

    public static readonly SettingSection Section = new(
        "Comparison",
        [Baseline, LatestOfCompare, FailOn, Markdown, HtmlOfCompare]
    );
}
