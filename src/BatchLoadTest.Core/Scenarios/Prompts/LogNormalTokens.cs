namespace BatchLoadTest.Scenarios.Prompts;

/// <summary>Numbers whose logarithms are distributed normally: many small ones and a few large ones, as people's prompts.</summary>
public sealed record LogNormalTokens : TokenNumbers
{
    // Of the standard normal distribution.
    private const double Z95 = 1.6448536269514722;

    private readonly double mu;
    private readonly double sigma;

    /// <summary>The distribution with this mean and this 95th percentile.</summary>
    /// <param name="mean">Above 0.</param>
    /// <param name="p95">For which there is one: <see cref="Exists"/>.</param>
    public LogNormalTokens(int mean, int p95)
    {
        // ln(mean) = mu + sigma^2 / 2 and ln(p95) = mu + z * sigma. Of the two solutions that of the smaller sigma: with the other
        // one most numbers would be next to nothing.
        (Mean, P95) = (mean, p95);
        sigma = Z95 - Math.Sqrt((Z95 * Z95) - (2 * Math.Log((double)p95 / mean)));
        mu = Math.Log(mean) - (sigma * sigma / 2);
    }

    /// <summary>The mean.</summary>
    public int Mean { get; }

    /// <summary>The 95th percentile.</summary>
    public int P95 { get; }

    /// <summary>Whether there is such a distribution: the percentile is above the mean, and at most e^(z²/2) = 3.87 times it.</summary>
    public static bool Exists(int mean, int p95) => p95 > mean && 2 * Math.Log((double)p95 / mean) <= Z95 * Z95;

    // Logarithm, cosine and exponential may differ in their last bit between machines. What is rounded to whole tokens does not,
    // but for one in 10^12.
    internal override int Next(ref SeededNumbers random)
    {
        var radius = Math.Sqrt(-2 * Math.Log(1 - random.NextShare()));
        var normal = radius * Math.Cos(2 * Math.PI * random.NextShare());
        return (int)Math.Round(Math.Clamp(Math.Exp(mu + (sigma * normal)), 1, Most));
    }
}
