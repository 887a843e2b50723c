namespace BatchLoadTest.Recording;

/// <summary>The budget that ended a load though nothing went wrong.</summary>
/// <param name="Limit"><c>max_rows</c>, <c>max_tokens</c> or <c>max_cost</c>.</param>
/// <param name="Max">What the run was given: rows, tokens, or money in the currency of the prices.</param>
/// <param name="Reached">What it had used up when that was seen; users then finish the batch that they are at.</param>
public sealed record BudgetEnd(string Limit, decimal Max, decimal Reached);
