using BatchLoadTest.Measurements;
using BatchLoadTest.Recording;
using BatchLoadTest.Settings;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Runs;

/// <summary>
/// Ends the load once it has used up what it was given: users finish what they are at, so that it is overrun by a batch a user
/// at most. From any thread.
/// </summary>
/// <param name="budget">What it was given.</param>
/// <param name="prices">What tokens cost.</param>
/// <param name="reached">Ends the load; called with the limit reached.</param>
internal sealed class LoadBudget(BudgetSettings budget, PriceList prices, Action<BudgetEnd> reached)
{
    private readonly Lock gate = new();
    private long rows;
    private long tokens;
    private decimal cost;

    /// <summary>A batch was created.</summary>
    public void Created(int rowsOfBatch)
    {
        lock (gate)
        {
            rows += rowsOfBatch;
        }

        Judge();
    }

    /// <summary>A batch has ended.</summary>
    public void Ended(BatchRecord batch)
    {
        if (batch.Findings is not { } findings)
        {
            return;
        }

        lock (gate)
        {
            tokens += findings.Usage.Sum(model => model.Tokens.Total);
            cost += findings.Usage.Sum(model => prices.CostOf(model) ?? 0);
        }

        Judge();
    }

    /// <summary>A second is over, of a load that others apply.</summary>
    /// <param name="figures">The figures of the whole run.</param>
    public void SecondEnded(RunSnapshot figures)
    {
        var usage = figures.Batches.Results.Usage;
        lock (gate)
        {
            rows = figures.Batches.CreatedRows;
            tokens = usage.Tokens.Total;
            cost = usage.Cost ?? 0;
        }

        Judge();
    }

    private void Judge()
    {
        BudgetEnd? usedUp;
        lock (gate)
        {
            usedUp =
                rows >= budget.MaxRows ? new BudgetEnd("max_rows", budget.MaxRows.Value, rows)
                : tokens >= budget.MaxTokens ? new BudgetEnd("max_tokens", budget.MaxTokens.Value, tokens)
                : (double)cost >= budget.MaxCost ? new BudgetEnd("max_cost", (decimal)budget.MaxCost.Value, cost)
                : null;
        }

        if (usedUp is not null)
        {
            reached(usedUp);
        }
    }
}
