using BatchLoadTest.Measurements;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Reporting.Text;

/// <summary>What rows took and cost, in words: the same in the terminal and in every report.</summary>
public static class UsageSentences
{
    private const int MostModels = 5;

    /// <summary>All tokens in one line, then each model where there are several; empty where no row succeeded.</summary>
    public static IEnumerable<string> Tokens(UsageSummary usage)
    {
        if (usage.AnsweredRows == 0)
        {
            yield break;
        }

        if (usage.RowsWithUsage == 0)
        {
            yield return Unknown(usage);
            yield break;
        }

        yield return Sum(usage.Tokens)
            + $", {Figures.Rate(usage.PromptPerSecond ?? 0)} and {Figures.Rate(usage.CompletionPerSecond ?? 0)} tokens/s";
        if (usage.Models.Count > 1)
        {
            foreach (var model in usage.Models.Take(MostModels))
            {
                yield return Describe(model);
            }

            if (usage.Models.Skip(MostModels).ToList() is { Count: > 0 } rest)
            {
                yield return $"and {Figures.Of(rest.Count, "more model")}, {Figures.Count(rest.Sum(model => model.Tokens.Total))} "
                    + "tokens";
            }
        }

        if (Lacking(usage) is { } lacking)
        {
            yield return lacking;
        }
    }

    /// <summary>That nobody knows what rows took, where they succeeded and none says it.</summary>
    public static string Unknown(UsageSummary usage) =>
        $"not known: none of {Figures.Of(usage.AnsweredRows, "row")} says what it took (usage)";

    /// <summary>Rows that do not say what they took; null where all do.</summary>
    public static string? Lacking(UsageSummary usage) =>
        usage.RowsWithoutUsage == 0
            ? null
            : $"{Figures.Of(usage.RowsWithoutUsage, "row")} of {Figures.Count(usage.AnsweredRows)} "
                + $"{(usage.RowsWithoutUsage == 1 ? "does" : "do")} not say what {(usage.RowsWithoutUsage == 1 ? "it" : "they")} "
                + "took and are in none of these figures";

    /// <summary>What it cost; null where no price was given.</summary>
    public static string? Cost(UsageSummary usage)
    {
        if (usage.Prices.IsEmpty)
        {
            return null;
        }

        var rest = Unpriced(usage) is { } unpriced ? $"; {unpriced}" : "";
        return usage.Cost is { } cost
            ? $"{Money(cost)} by the prices given, {Money(usage.CostPerMillionRows!.Value)} per million rows{rest}"
            : $"not known: no row of a model with a price says what it took{rest}";
    }

    /// <summary>Models that were used and have no price, where prices were given; null where there are none.</summary>
    public static string? Unpriced(UsageSummary usage)
    {
        var unpriced = string.Join(", ", usage.Unpriced.Take(MostModels).Select(model => Name(model.Model)));
        return unpriced.Length == 0 ? null : $"no price was given for {unpriced}";
    }

    /// <summary>How the tokens of rows compare with the service's own sums; null where nobody looked.</summary>
    public static string? Checks(UsageCheckSummary checks)
    {
        if (checks.Batches == 0)
        {
            return null;
        }

        List<string> parts = [];
        Add(checks.Disagreed, "disagree");
        Add(checks.NeverFilled, "never filled by the service");
        Add(checks.NotComparable, "not comparable (rows that do not say what they took, or have defects)");
        Add(checks.NotCompared, "not compared" + (checks.Problems is [var first, ..] ? $" ({first})" : ""));
        var asked =
            checks.Requests == 0
                ? ""
                : $"; {Figures.Of(checks.Requests, "request")} for that, {Figures.Count(checks.FailedRequests)} failed, in no other figure";
        return $"the service's own sums of tokens: {Figures.Count(checks.Agreed)} of {Figures.Of(checks.Batches, "batch", "batches")} "
            + $"agree with their rows{string.Concat(parts)}{asked}";

        void Add(long batches, string what)
        {
            if (batches > 0)
            {
                parts.Add($", {Figures.Count(batches)} {what}");
            }
        }
    }

    /// <summary>What the service estimates that one upload costs; a line for each class.</summary>
    public static IEnumerable<string> Estimates(RunSnapshot final)
    {
        foreach (var estimate in final.Estimates)
        {
            var name = final.NameOfClass(estimate.Class) is { } known ? $"of class {known}" : "";
            yield return estimate.Problem is { } problem
                ? $"by the service, of one upload {name}".TrimEnd() + $": not known: {problem}"
                : $"by the service, of one upload {name}".TrimEnd()
                    + $": {Count(estimate.Rows)} rows, {Count(estimate.PromptTokens)} tokens in, "
                    + $"{Count(estimate.CompletionTokens)} out, cost {(estimate.Cost is { } cost ? Money(cost) : "?")}";
        }

        static string Count(long? number) => number is { } known ? Figures.Count(known) : "?";
    }

    /// <summary>A model's name for a person.</summary>
    public static string Name(string model) => model.Length == 0 ? "(no model named)" : model;

    /// <summary>An amount in no particular currency: to the hundredth, and as exact as small ones need.</summary>
    public static string Money(decimal amount) =>
        amount switch
        {
            0 => "0",
            >= 1 => $"{amount:N2}",
            >= 0.01m => $"{amount:0.0000}",
            _ => $"{amount:0.########}",
        };

    private static string Describe(ModelUsage model) =>
        $"{Name(model.Model)}: {Figures.Of(model.Rows, "row")}"
        + (model.RowsWithUsage == 0 ? ", none says what it took" : $", {Sum(model.Tokens)}");

    private static string Sum(in TokenCounts tokens)
    {
        var cached = tokens.Cached == 0 ? "" : $" ({Figures.Count(tokens.Cached)} of them from a cache)";
        var reasoning = tokens.Reasoning == 0 ? "" : $" ({Figures.Count(tokens.Reasoning)} of them reasoning)";
        return $"{Figures.Count(tokens.Prompt)} in{cached}, {Figures.Count(tokens.Completion)} out{reasoning}";
    }
}
