namespace BatchLoadTest.Measurements;

/// <summary>What rows that succeeded have used of one model.</summary>
/// <param name="Model">The model that the answers name; empty where they name none.</param>
/// <param name="Rows">Rows that it answered.</param>
/// <param name="RowsWithUsage">Those of <paramref name="Rows"/> that say how many tokens they took.</param>
/// <param name="Tokens">The tokens of those.</param>
public sealed record ModelUsage(string Model, long Rows, long RowsWithUsage, TokenCounts Tokens);
