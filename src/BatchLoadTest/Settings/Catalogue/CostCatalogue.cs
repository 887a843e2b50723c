using BatchLoadTest.Settings.Parsing;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Settings.Catalogue;

/// <summary>What tokens cost.</summary>
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

    public static readonly SettingSection Section = new("Cost", [Price]);
}
