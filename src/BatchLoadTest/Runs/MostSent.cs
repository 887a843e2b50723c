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
        var plan = settings.Load;
        var ofPlan = Batches(plan);
        var batches = ofPlan;
        if (settings.Budget.MaxRows is { } rows)
        {
            // Whoever is at a batch when the limit is reached finishes it.
            var ofRows = Math.Ceiling(rows / data.MeanRows) + plan.Profile.MostUsers;
            batches = Math.Min(batches ?? double.MaxValue, ofRows);
        }

        List<string> limits = [];
        if (batches is { } most)
        {
            limits.Add(Sum(settings, data, most));
        }

        if (settings.Budget.MaxTokens is { } tokens)
        {
            limits.Add($"{Figures.Count(tokens)} tokens (--max-tokens)");
        }

        if (settings.Budget.MaxCost is { } cost)
        {
            limits.Add($"a cost of {cost:0.######} (--max-cost)");
        }

        return limits.Count == 0
            ? "as much as fits into its time; --iterations, --max-rows, --max-tokens and --max-cost set a limit"
            : string.Join(", or ", limits);
    }

    private static string Sum(RunSettings settings, ClassMix data, double batches)
    {
        var tokens = data.MeanOf(each => each.Data.NextUpload(1, 1).Source.Prompts.Tokens) * batches;
        var cost = data.MeanOf(each => CostOf(settings, each)) * batches;
        return $"{Figures.Of((long)batches, "batch", "batches")}, {Figures.Of((long)Math.Ceiling(batches * data.MeanRows), "row")}, "
            + $"about {Figures.ShortCount((long)tokens)} prompt tokens"
            + (cost > 0 ? $" (at least {UsageSentences.Money((decimal)cost)} by the prices given)" : "");
    }

    private static double CostOf(RunSettings settings, BatchClass batchClass)
    {
        var prompts = batchClass.Data.NextUpload(1, 1).Source.Prompts;
        var model = settings.Classes.Count == 0 ? settings.Data : settings.Classes[batchClass.Number - 1].Data;
        var usage = new ModelUsage(
            model.GeneratedRows is null ? "" : model.Model,
            prompts.Rows,
            prompts.Rows,
            new TokenCounts(prompts.Tokens, 0, 0, 0, prompts.Tokens)
        );
        return (double)(settings.Prices.CostOf(usage) ?? 0);
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
