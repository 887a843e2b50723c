namespace BatchLoadTest.Capacity.Inference;

/// <summary>
/// MSER-5 (White, 1997): where the warming up of a series ends. Of all points to cut it at, the one after which the mean
/// is known best, on the means of five neighbours each.
/// </summary>
internal static class Mser5
{
    private const int GroupSize = 5;
    private const int FewestGroups = 10;

    /// <summary>How many of the first values belong to the warming up; null where the series is too short to say.</summary>
    /// <param name="values">In the order of time.</param>
    public static int? WarmingUp(IReadOnlyList<double> values)
    {
        var count = values.Count / GroupSize;
        if (count < FewestGroups)
        {
            return null;
        }

        var means = BatchMeans.Of(values, count);
        // The statistic of the last few groups is small by chance: at least five have to stay.
        var (best, cut) = (double.PositiveInfinity, 0);
        var (sum, squares) = (0.0, 0.0);
        for (var from = count - 1; from >= 0; from--)
        {
            sum += means[from];
            squares += means[from] * means[from];
            var kept = count - from;
            var statistic = Math.Max(0, squares - (sum * sum / kept)) / ((double)kept * kept);
            if (kept >= GroupSize && statistic <= best)
            {
                (best, cut) = (statistic, from);
            }
        }

        return (cut * GroupSize) + (values.Count % GroupSize);
    }

    /// <summary>
    /// Whether the series has come to rest: its warming up ended within its first half. Later than that, by White's
    /// rule, the series is too short to tell.
    /// </summary>
    public static bool IsStationary(IReadOnlyList<double> values) =>
        WarmingUp(values) is { } cut && cut <= values.Count / 2;
}
