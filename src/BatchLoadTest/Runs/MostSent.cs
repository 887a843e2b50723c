using BatchLoadTest.Load;
using BatchLoadTest.Load.Profiles;
using BatchLoadTest.Measurements;
using BatchLoadTest.Reporting.Text;
using BatchLoadTest.Scenarios;
using BatchLoadTest.Settings;

namespace BatchLoadTest.Runs;

/// <summary>What a run will send at most, for a person who is about to pay for it.</summary>
internal static class MostSent
{
    /// <summary>In words: batches, rows, estimated prompt tokens and their cost, as far as they are bounded.</summary>
    public static string Words(RunSettings settings, ClassMix data)
    {
        List<string> limits = [];
        if (BatchesAtMost(settings, data) is { } batches)
        {
            limits.Add(Sum(settings, data, batches));
        }

        if (settings.Budget.MaxTokens is { } tokens)
        {
            limits.Add($"{Figures.Count(tokens)} tokens and what is under way by then (--max-tokens)");
        }

        if (settings.Budget.MaxCost is { } cost)
        {
            limits.Add($"a cost of {cost:0.######} and what is under way by then (--max-cost)");
        }

        return limits.Count == 0
            ? "as much as fits into its time; --iterations, --max-rows, --max-tokens and --max-cost set a limit"
            : string.Join(", or ", limits);
    }

    private static double? BatchesAtMost(RunSettings settings, ClassMix data)
    {
        var ofPlan = Batches(settings.Load);
        // All could be of the smallest class; whoever is at a batch when the limit is reached finishes it.
        return settings.Budget.MaxRows is { } rows
            ? Math.Min(
                ofPlan ?? double.MaxValue,
                Math.Ceiling((double)rows / data.All.Min(each => each.Data.Rows)) + settings.Load.Profile.MostUsers
            )
            : ofPlan;
    }

    private static string Sum(RunSettings settings, ClassMix data, double batches)
    {
        var largest = data.All.Max(each => each.Data.Rows);
        var rows = batches * largest;
        if (settings.Budget.MaxRows is { } limit)
        {
            rows = Math.Min(rows, limit + ((double)settings.Load.Profile.MostUsers * largest));
        }

        var tokensOfRow = data.All.Select(each => (Class: each, Tokens: TokensOfRow(settings, each))).ToList();
        var tokens = rows * tokensOfRow.Max(each => each.Tokens);
        var cost = rows * tokensOfRow.Max(each => CostOfRow(settings, each.Class, each.Tokens));
        return $"{Figures.Of((long)batches, "batch", "batches")}, {Figures.Of((long)rows, "row")}"
            + (data.All.Count == 1 ? "" : $" (of a batch {data.MeanRows:0.#} on average)")
            + $"; on average about {Figures.ShortCount((long)tokens)} prompt tokens"
            + (cost > 0 ? $", whose price is {UsageSentences.Money((decimal)cost)} without the answers" : "");
    }

    // Where lengths are drawn, one upload of a few rows says little.
    private static double TokensOfRow(RunSettings settings, BatchClass batchClass)
    {
        var enough = DataOf(settings, batchClass).PromptTokens is null ? 1 : 1_000;
        var prompts = default(PromptCounts);
        for (var number = 1; number == 1 || (prompts.Rows > 0 && prompts.Rows < enough); number++)
        {
            prompts = prompts.Plus(batchClass.Data.NextUpload(1, number).Source.Prompts);
        }

        return prompts.Rows == 0 ? 0 : (double)prompts.Tokens / prompts.Rows;
    }

    private static DataSettings DataOf(RunSettings settings, BatchClass batchClass) =>
        settings.Classes.Count == 0 ? settings.Data : settings.Classes[batchClass.Number - 1].Data;

    private static double CostOfRow(RunSettings settings, BatchClass batchClass, double tokensOfRow)
    {
        var data = DataOf(settings, batchClass);
        // A million rows: no token is lost by rounding.
        const long Many = 1_000_000;
        var tokens = (long)(tokensOfRow * Many);
        var usage = new ModelUsage(
            data.GeneratedRows is null ? data.FileModel ?? "" : data.Model,
            Many,
            Many,
            new TokenCounts(tokens, 0, 0, 0, tokens)
        );
        return (double)(settings.Prices.CostOf(usage) ?? 0) / Many;
    }

    private static double? Batches(LoadPlan plan)
    {
        double? perUser = plan is { IterationsPerUser: { } each, Profile: UserLoad users }
            ? (double)each * users.MostUsers
            : null;
        // On average: starts are drawn by chance.
        double? starts = plan is { Profile: ArrivalLoad arrivals, RunTime: { } time }
            ? Math.Ceiling(arrivals.Rate.AreaUntil(time))
            : null;
        double?[] limits = [plan.Iterations, perUser, starts];
        return limits.Min();
    }
}
