using BatchLoadTest.Reporting.Text;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Reporting.Markdown;

/// <summary>What rows took and cost, by model.</summary>
internal static class UsageMarkdown
{
    private const int MostModels = 10;

    /// <summary>A table of the models; empty where no row says what it took.</summary>
    public static string Of(UsageSummary usage)
    {
        if (usage.RowsWithUsage == 0)
        {
            return "";
        }

        var isPriced = !usage.Prices.IsEmpty;
        string[] columns = ["model", "rows:", "tokens in:", "tokens out:"];
        var table = new MarkdownTable(isPriced ? [.. columns, "cost:"] : columns);
        foreach (var model in usage.Models.Take(MostModels))
        {
            string[] cells =
            [
                MarkdownText.Code(UsageSentences.Name(model.Model)),
                Figures.Count(model.Rows),
                Figures.Count(model.Tokens.Prompt),
                Figures.Count(model.Tokens.Completion),
            ];
            var cost = usage.Prices.CostOf(model) is { } known ? UsageSentences.Money(known) : Figures.None;
            table.Add(isPriced ? [.. cells, cost] : cells);
        }

        var words = string.Join("; ", UsageSentences.Tokens(usage).Take(1).Concat(Lacking(usage)));
        return $"\nTokens: {MarkdownText.Words(words)}\n\n{table}";
    }

    private static IEnumerable<string> Lacking(UsageSummary usage)
    {
        if (UsageSentences.Lacking(usage) is { } lacking)
        {
            yield return lacking;
        }

        if (UsageSentences.Cost(usage) is { } cost)
        {
            yield return $"cost {cost}";
        }
    }
}
