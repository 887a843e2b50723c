using MathNet.Numerics.Distributions;

namespace BatchLoadTest.Capacity.Inference;

/// <summary>Which share of the offered rows a second was completed.</summary>
/// <remarks>
/// Completions are set against the rate that was asked for, not against the starts that chance made of it: a service
/// beyond its capacity completes evenly whatever arrives, so that its share is known at once, while that of a stable one
/// is as uncertain as its arrivals are, and that is what the interval is wide by. Found from 20 blocks of time, or 40 of
/// five seconds and more.
/// </remarks>
internal static class CompletedShare
{
    private const int SecondsForMost = 200;

    /// <summary>The share; null with fewer than <see cref="BatchMeans.Usual"/> seconds or nothing offered.</summary>
    /// <param name="completedRows">Of each second.</param>
    /// <param name="offeredRowsPerSecond">What was asked for and accepted, in rows a second.</param>
    /// <param name="rowsPerBatch">Completions come in such portions: the interval is never narrower than one.</param>
    /// <param name="alpha">How often the interval may miss, both sides together.</param>
    public static ShareInterval? Of(
        IReadOnlyList<double> completedRows,
        double offeredRowsPerSecond,
        double rowsPerBatch,
        double alpha
    )
    {
        if (completedRows.Count < BatchMeans.Usual || offeredRowsPerSecond <= 0)
        {
            return null;
        }

        var blocks = completedRows.Count >= SecondsForMost ? BatchMeans.Most : BatchMeans.Usual;
        var shares = BatchMeans.Of(completedRows, blocks);
        var mean = shares.Average() / offeredRowsPerSecond;
        var squares = shares.Sum(share => Math.Pow((share / offeredRowsPerSecond) - mean, 2));
        var error = Math.Sqrt(squares / (blocks - 1) / blocks);
        var half =
            (StudentT.InvCDF(0, 1, blocks - 1, 1 - (alpha / 2)) * error)
            + (rowsPerBatch / offeredRowsPerSecond / completedRows.Count);
        return new ShareInterval(mean, Math.Max(0, mean - half), mean + half);
    }
}
