namespace BatchLoadTest.Comparison;

/// <summary>
/// The least change that is worth a verdict. Two runs of the same service differ by a little that no test within a
/// run can see: other programs on the machine, memory laid out otherwise, a colder cache.
/// </summary>
public static class MinimumEffect
{
    /// <summary>Share of the base run's figure that a change must reach.</summary>
    public const double Relative = 0.05;

    /// <summary>The least change of a <see cref="FigureKind.Time"/> or <see cref="FigureKind.Slack"/>, in milliseconds.</summary>
    public const double Milliseconds = 1;

    /// <summary>
    /// The least change of a <see cref="FigureKind.Phase"/>, in milliseconds: the resolution of its stamps.
    /// </summary>
    public const double PhaseMilliseconds = 1000;

    /// <summary>The least change of a <see cref="FigureKind.Share"/> or <see cref="FigureKind.Kept"/>.</summary>
    public const double Share = 0.001;

    /// <summary>The same in words.</summary>
    public const string Words =
        "5 % of BASE, and 1 ms (p95 and p99: also as much as this program itself was late in the mean second; "
        + "phases: 1 s; shares: 0.1 percentage points; of attained and in order 5 % of the share that was not)";

    /// <summary>
    /// What a change is related to: the base run's figure, and of a share that was kept the share that was not. From 99 % to 98 %
    /// twice as much goes wrong.
    /// </summary>
    public static double Reference(FigureKind kind, double baseline) =>
        kind == FigureKind.Kept ? 1 - baseline : baseline;

    /// <summary>What a change of this figure must reach, in the figure's unit.</summary>
    /// <param name="kind">What it measures.</param>
    /// <param name="baseline">The base run's figure.</param>
    /// <param name="delay">
    /// By how much the load generator was late in the mean second, in milliseconds, in the run where that was more:
    /// on a busy machine the slowest requests of each second are slow for that, and only a larger change can be the
    /// service's.
    /// </param>
    public static double Of(FigureKind kind, double baseline, double delay)
    {
        var floor = kind switch
        {
            FigureKind.Time => Milliseconds,
            FigureKind.Tail or FigureKind.Slack => Math.Max(Milliseconds, delay),
            FigureKind.Phase => PhaseMilliseconds,
            FigureKind.Share or FigureKind.Kept => Share,
            _ => 0,
        };
        return Math.Max(floor, Relative * Math.Abs(Reference(kind, baseline)));
    }
}
