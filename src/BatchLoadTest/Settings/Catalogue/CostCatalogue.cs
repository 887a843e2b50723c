using BatchLoadTest.Settings.Parsing;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Settings.Catalogue;

/// <summary>What tokens cost, and what a run may use up.</summary>
internal static class CostCatalogue
{
    public static readonly Setting<TokenPrice> Price = new("price", PriceText.Parse)
    {
        Placeholder = "MODEL=IN/OUT",
        IsRepeatable = true,
        Commands = CommandKinds.Run | CommandKinds.Capacity | CommandKinds.Report,
        Description =
            "Price of a million prompt and completion tokens of a model, or of * for all others: the report says what "
            + "the run cost.",
    };

    public static readonly Setting<long> MaxRows = new("max-rows", NumberText.Count)
    {
        Commands = CommandKinds.Run,
        Placeholder = "N",
        DefaultNote = "no limit",
        Description = "End the load when batches of so many rows were created.",
    };

    public static readonly Setting<long> MaxTokens = new("max-tokens", NumberText.Count)
    {
        Commands = CommandKinds.Run,
        Placeholder = "N",
        DefaultNote = "no limit",
        Description = "End the load when rows have said that they took so many tokens.",
    };

    public static readonly Setting<double> MaxCost = new("max-cost", NumberText.AboveZero(1_000_000_000))
    {
        Commands = CommandKinds.Run,
        Placeholder = "AMOUNT",
        DefaultNote = "no limit",
        Description = "End the load when they have cost so much by --price.",
    };

    public static readonly SettingSection Section = new("Cost", [Price, MaxRows, MaxTokens, MaxCost]);

    public static readonly SettingSection SectionOfReport = new("Cost", [Price]);
}
