using BatchLoadTest.Measurements;
using BatchLoadTest.Runs;
using BatchLoadTest.Settings;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Tests.Runs;

/// <summary>A limit that could not see all of what it is to limit says so.</summary>
public sealed class BudgetWordsTests
{
    private static readonly PriceList Prices = new([new TokenPrice("m", 1, 2)]);

    [Fact]
    public void WhatNoRowSays_IsNotCountedAgainstTokens_AndSaid() =>
        Assert.Equal(
            ["--max-tokens 1,000 was measured without 3 of 10 rows, which do not say what they took"],
            Words(new() { MaxTokens = 1_000 }, new ModelUsage("m", 10, 7, new TokenCounts(1, 2, 0, 0, 3)))
        );

    [Fact]
    public void ModelsWithoutAPrice_AreNotCountedAgainstCost_AndNamed() =>
        Assert.Equal(
            [
                "--max-cost 0.5 was measured without 6 of 11 rows, which do not say what they took or whose model has no "
                    + "price: other",
            ],
            Words(
                new() { MaxCost = 0.5 },
                new ModelUsage("m", 6, 5, new TokenCounts(1, 2, 0, 0, 3)),
                new ModelUsage("other", 5, 5, new TokenCounts(1, 2, 0, 0, 3))
            )
        );

    [Fact]
    public void WhereAllIsKnown_OrNothingIsLimited_NothingIsSaid()
    {
        Assert.Empty(Words(new() { MaxTokens = 1, MaxCost = 1 }, new ModelUsage("m", 6, 6, default)));
        Assert.Empty(Words(new() { MaxRows = 1 }, new ModelUsage("other", 6, 0, default)));
    }

    private static List<string> Words(BudgetSettings budget, params ModelUsage[] models) =>
        [.. BudgetWords.Unmeasured(budget, UsageSummary.Of(models, Prices))];
}
