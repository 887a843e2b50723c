namespace BatchLoadTest.Comparison.Inference;

/// <summary>
/// Holm's procedure (1979): many tests together find a difference that is none no more often than one test alone would.
/// </summary>
internal static class HolmBonferroni
{
    /// <summary>
    /// The p-values, each made so much larger that it may be compared with the level of all tests together.
    /// </summary>
    public static IReadOnlyList<double> Adjust(IReadOnlyList<double> pValues)
    {
        var adjusted = new double[pValues.Count];
        var largest = 0.0;
        var rank = 0;
        foreach (var index in Enumerable.Range(0, pValues.Count).OrderBy(index => pValues[index]))
        {
            largest = Math.Max(largest, Math.Min(1, (pValues.Count - rank) * pValues[index]));
            adjusted[index] = largest;
            rank++;
        }

        return adjusted;
    }
}
