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

    public static readonly SettingSection Section = new("Comparison", [FailOn, Markdown]);
}
