using BatchLoadTest.Recording;
using BatchLoadTest.Reporting.Text;
using BatchLoadTest.Settings;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Runs;

/// <summary>By which limit a load ended, and what one of tokens or cost could not see, in words.</summary>
internal static class BudgetWords
{
    /// <summary>Why a load ended before its time.</summary>
    public static string Of(BudgetEnd usedUp) =>
        "the load ended by its budget: "
        + usedUp.Limit switch
        {
            "max_rows" => $"--max-rows {usedUp.Max:N0} reached with {usedUp.Reached:N0} rows",
            "max_tokens" => $"--max-tokens {usedUp.Max:N0} reached with {usedUp.Reached:N0} tokens",
            _ => $"--max-cost {usedUp.Max:0.######} reached with {UsageSentences.Money(usedUp.Reached)}",
        };

    /// <summary>A line for each limit that rows without usage, or models without a price, were not counted against.</summary>
    /// <param name="budget">The limits.</param>
    /// <param name="usage">What all rows took.</param>
    public static IEnumerable<string> Unmeasured(BudgetSettings budget, UsageSummary usage)
    {
        if (budget.MaxTokens is { } tokens && usage.RowsWithoutUsage > 0)
        {
            yield return $"--max-tokens {Figures.Count(tokens)} was measured without {Figures.Count(usage.RowsWithoutUsage)} of "
                + $"{Figures.Of(usage.AnsweredRows, "row")}, which do not say what they took";
        }

        var counted = usage.RowsInCost;
        if (budget.MaxCost is { } cost && counted < usage.AnsweredRows)
        {
            var unpriced = usage.Unpriced.Select(model => model.Model).ToList();
            yield return $"--max-cost {cost:0.######} was measured without {Figures.Count(usage.AnsweredRows - counted)} of "
                + $"{Figures.Of(usage.AnsweredRows, "row")}, which do not say what they took or whose model has no price"
                + (unpriced.Count == 0 ? "" : $": {string.Join(", ", unpriced)}");
        }
    }
}
