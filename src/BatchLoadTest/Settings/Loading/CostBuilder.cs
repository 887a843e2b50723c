using BatchLoadTest.Settings.Catalogue;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Settings.Loading;

/// <summary>Makes what tokens cost.</summary>
internal static class CostBuilder
{
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
