using BatchLoadTest.Statistics;
using BatchLoadTest.Terminal.Layout;

namespace BatchLoadTest.Terminal;

/// <summary>One figure of a step as a table's column.</summary>
/// <param name="Column">How the table treats it.</param>
/// <param name="Cell">Makes the cell of one step, or of the total.</param>
public sealed record StepColumn(TextColumn Column, Func<StepSummary, Cell> Cell);
