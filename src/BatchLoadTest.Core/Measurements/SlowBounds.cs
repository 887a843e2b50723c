namespace BatchLoadTest.Measurements;

/// <summary>
/// How long a request of each step has to take to be among the slowest so far. Whoever keeps these raises it, any connection
/// asks: nothing has to be kept of a request that is none of them.
/// </summary>
public sealed class SlowBounds
{
    private readonly PerStep<long> least = new(_ => -1);

    /// <summary>Whether a request may be among the slowest of its step.</summary>
    /// <param name="step">The step.</param>
    /// <param name="latency">What it took.</param>
    public bool IsSlow(Step step, TimeSpan latency) => latency.Ticks > Volatile.Read(ref least[step]);

    /// <summary>Only what takes longer is among the slowest from now on.</summary>
    /// <param name="step">The step.</param>
    /// <param name="bound">The shortest of those that are kept.</param>
    public void Set(Step step, TimeSpan bound) => Volatile.Write(ref least[step], bound.Ticks);
}
