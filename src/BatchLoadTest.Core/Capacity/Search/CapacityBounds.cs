namespace BatchLoadTest.Capacity.Search;

/// <summary>Where and how finely a search looks.</summary>
/// <param name="From">The lowest load, above 0.</param>
/// <param name="To">The highest load; null for no bound.</param>
/// <param name="Resolution">The bracket is narrow enough when its upper bound is so much above the lower: 0.1 for 10 %.</param>
public sealed record CapacityBounds(double From, double? To = null, double Resolution = 0.1)
{
    // Without a bound the search is planned for a service that takes a thousand times the lowest load.
    private const double UsualRange = 1000;
    private const int RepeatAndConfirmations = 5;
    private const int BesideUndecided = 4;

    /// <summary>Whether loads are whole numbers, as users are; the bounds then are too.</summary>
    public bool IsWhole { get; init; }

    /// <summary>
    /// The most levels a search takes: the doublings, one repetition, the bisections, the confirmation with three steps
    /// down, and four beside levels that stay undecided.
    /// </summary>
    public int MostLevels =>
        1
        + (int)Math.Ceiling(Math.Log2(Math.Max(1, (To ?? (From * UsualRange)) / From)))
        + (int)Math.Ceiling(Math.Log2(1 / Math.Log2(1 + Resolution)))
        + RepeatAndConfirmations
        + BesideUndecided;

    /// <summary>How often one level may be wrong, so that 5 % of all searches are at most: 0.05 over the levels.</summary>
    public double Alpha => 0.05 / MostLevels;
}
