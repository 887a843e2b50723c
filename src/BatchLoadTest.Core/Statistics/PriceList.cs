using BatchLoadTest.Measurements;

namespace BatchLoadTest.Statistics;

/// <summary>What tokens cost, by model.</summary>
/// <param name="Prices">One for each model; names are compared without case.</param>
public sealed record PriceList(IReadOnlyList<TokenPrice> Prices)
{
    private const decimal Million = 1_000_000;

    /// <summary>Nobody gave a price.</summary>
    public static PriceList None { get; } = new([]);

    /// <summary>Whether nobody gave a price.</summary>
    public bool IsEmpty => Prices.Count == 0;

    /// <summary>What a model's tokens cost; null where it has no price, and where no row says what it took.</summary>
    public decimal? CostOf(ModelUsage usage) =>
        usage.RowsWithUsage > 0 && Find(usage.Model) is { } price
            ? ((usage.Tokens.Prompt * price.Prompt) + (usage.Tokens.Completion * price.Completion)) / Million
            : null;

    private TokenPrice? Find(string model) =>
        Prices.FirstOrDefault(price => string.Equals(price.Model, model, StringComparison.OrdinalIgnoreCase))
        ?? Prices.FirstOrDefault(price => price.Model == TokenPrice.AnyModel);
}
