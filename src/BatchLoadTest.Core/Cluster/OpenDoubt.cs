namespace BatchLoadTest.Cluster;

/// <summary>Seconds of a run that are doubtful until it is known when they end.</summary>
/// <param name="from">The first, as Unix time.</param>
public sealed class OpenDoubt(long from)
{
    private long last = long.MaxValue;

    /// <summary>The first one.</summary>
    public long From { get; } = from;

    /// <summary>The last one.</summary>
    public long To => Volatile.Read(ref last);

    /// <summary>It is known when. From any thread.</summary>
    /// <param name="to">The last one, as Unix time.</param>
    public void EndAt(long to) => Volatile.Write(ref last, to);
}
