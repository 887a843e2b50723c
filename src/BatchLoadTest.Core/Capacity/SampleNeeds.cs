using BatchLoadTest.Capacity.Inference;

namespace BatchLoadTest.Capacity;

/// <summary>How many samples a threshold needs before it can be confirmed.</summary>
public static class SampleNeeds
{
    /// <summary>
    /// The fewest independent samples with which "at most <paramref name="allowedShare"/> lie over the limit" is confirmed
    /// when <paramref name="over"/> of them do: with the share exactly at what is allowed, so few over are seen in
    /// <paramref name="alpha"/> of all cases at most.
    /// </summary>
    /// <param name="allowedShare">Such as 0.05 for a p95; above 0 and below 1.</param>
    /// <param name="alpha">Such as 0.05; above 0 and below 1.</param>
    /// <param name="over">How many samples lie over the limit.</param>
    /// <exception cref="ArgumentOutOfRangeException">A share or an alpha that is not between 0 and 1.</exception>
    public static int For(double allowedShare, double alpha, int over = 0)
    {
        Check(allowedShare, nameof(allowedShare));
        Check(alpha, nameof(alpha));
        ArgumentOutOfRangeException.ThrowIfNegative(over);
        var enough = over + 1;
        while (BinomialBounds.AtMost(over, enough, allowedShare) > alpha)
        {
            enough *= 2;
        }

        var tooFew = enough / 2;
        while (enough - tooFew > 1)
        {
            var middle = tooFew + ((enough - tooFew) / 2);
            if (BinomialBounds.AtMost(over, middle, allowedShare) > alpha)
            {
                tooFew = middle;
            }
            else
            {
                enough = middle;
            }
        }

        return enough;
    }

    /// <summary>
    /// How long a level has to measure, in seconds, until a threshold can be confirmed with no sample over its limit, if
    /// each batch gives one independent sample. Near its capacity a service gives far fewer.
    /// </summary>
    /// <param name="allowedShare">Such as 0.05 for a p95; above 0 and below 1.</param>
    /// <param name="alpha">Such as 0.05; above 0 and below 1.</param>
    /// <param name="batchesPerSecond">Above 0.</param>
    public static double SecondsFor(double allowedShare, double alpha, double batchesPerSecond) =>
        For(allowedShare, alpha) / batchesPerSecond;

    private static void Check(double value, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(value, 0, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(value, 1, name);
    }
}
