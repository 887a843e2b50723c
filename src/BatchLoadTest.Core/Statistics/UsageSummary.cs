using BatchLoadTest.Measurements;

namespace BatchLoadTest.Statistics;

/// <summary>
/// Tokens, as the rows that succeeded say them: of all batches whose results were looked into. A row that came twice
/// counts once.
/// </summary>
public sealed record UsageSummary
{
    /// <summary>No row was looked into.</summary>
    public static UsageSummary Empty { get; } = new();

    /// <summary>What some rows have used.</summary>
    /// <param name="models">By model.</param>
    /// <param name="prices">What tokens cost.</param>
    public static UsageSummary Of(IReadOnlyList<ModelUsage> models, PriceList prices) =>
        new()
        {
            AnsweredRows = models.Sum(model => model.Rows),
            RowsWithUsage = models.Sum(model => model.RowsWithUsage),
            Tokens = models.Aggregate(default(TokenCounts), (sum, model) => sum.Plus(model.Tokens)),
            Models = models,
            Prices = prices,
        };

    /// <summary>Rows that succeeded.</summary>
    public long AnsweredRows { get; init; }

    /// <summary>Those of them that say what they took. The others are in no figure of tokens, and are no zeros.</summary>
    public long RowsWithUsage { get; init; }

    /// <summary>Rows that succeeded and do not say what they took.</summary>
    public long RowsWithoutUsage => AnsweredRows - RowsWithUsage;

    /// <summary>The tokens of all models.</summary>
    public TokenCounts Tokens { get; init; }

    /// <summary>The same by model, the one with the most tokens first.</summary>
    public IReadOnlyList<ModelUsage> Models { get; init; } = [];

    /// <summary>What tokens cost.</summary>
    public PriceList Prices { get; init; } = PriceList.None;

    /// <summary>
    /// What the tokens of models with a price cost; null where no price was given, and where no row says what it took.
    /// </summary>
    public decimal? Cost => Models.Sum(Prices.CostOf) is var cost && Models.Any(IsPriced) ? cost : null;

    /// <summary>What a million rows would cost at the mean of those in <see cref="Cost"/>; null where that is.</summary>
    public decimal? CostPerMillionRows => Cost * 1_000_000 / RowsInCost;

    /// <summary>Rows that say what they took, of models with a price.</summary>
    public long RowsInCost => Models.Where(IsPriced).Sum(model => model.RowsWithUsage);

    /// <summary>Models that were used and have no price, where prices were given: their tokens are not in the cost.</summary>
    public IEnumerable<ModelUsage> Unpriced =>
        Prices.IsEmpty ? [] : Models.Where(model => model.RowsWithUsage > 0 && !IsPriced(model));

    /// <summary>The time that rates are over.</summary>
    public TimeSpan Length { get; init; }

    /// <summary>Prompt tokens per second; null where no row says what it took.</summary>
    public double? PromptPerSecond => Rate(Tokens.Prompt);

    /// <summary>Completion tokens per second; null likewise.</summary>
    public double? CompletionPerSecond => Rate(Tokens.Completion);

    private bool IsPriced(ModelUsage model) => Prices.CostOf(model) is not null;

    private double? Rate(long tokens) =>
        RowsWithUsage == 0 || Length <= TimeSpan.Zero ? null : tokens / Length.TotalSeconds;
}
