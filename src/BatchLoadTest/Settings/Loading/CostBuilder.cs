using BatchLoadTest.Scenarios.Results;
using BatchLoadTest.Settings.Catalogue;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Settings.Loading;

/// <summary>Makes what tokens cost.</summary>
internal static class CostBuilder
{
    /// <summary>What a run may use up.</summary>
    public static BudgetSettings Budget(SettingsReader reader)
    {
        var hasCost = reader.TryGet(CostCatalogue.MaxCost, out var cost);
        var hasTokens = reader.TryGet(CostCatalogue.MaxTokens, out var tokens);
        reader.Require(
            !hasCost || reader.Values(CostCatalogue.Price).Count > 0,
            "nobody knows what tokens cost; give --price too",
            CostCatalogue.MaxCost
        );
        reader.Require(
            !(hasCost || hasTokens) || reader.Value(WorkflowCatalogue.CheckResults) == CheckMode.Full,
            "what rows took is read with --check-results full only",
            hasCost ? CostCatalogue.MaxCost : CostCatalogue.MaxTokens,
            WorkflowCatalogue.CheckResults
        );
        return new BudgetSettings
        {
            MaxRows = reader.TryGet(CostCatalogue.MaxRows, out var rows) ? rows : null,
            MaxTokens = hasTokens ? tokens : null,
            MaxCost = hasCost ? cost : null,
        };
    }

    /// <summary>Reads and checks.</summary>
    public static PriceList Prices(SettingsReader reader)
    {
        var prices = reader.Values(CostCatalogue.Price);
        reader.Require(
            prices.DistinctBy(price => price.Model, StringComparer.OrdinalIgnoreCase).Count() == prices.Count,
            "the same model is given twice",
            CostCatalogue.Price
        );
        return new PriceList(prices);
    }
}
