namespace BatchLoadTest.Load;

/// <summary>Think time: uniform between two limits.</summary>
/// <param name="Minimum">Shortest wait, at least zero.</param>
/// <param name="Maximum">Longest wait, at least <paramref name="Minimum"/>.</param>
public readonly record struct WaitTime(TimeSpan Minimum, TimeSpan Maximum)
{
    /// <summary>No wait.</summary>
    public static WaitTime None => default;

    /// <summary>Draws one wait.</summary>
    public TimeSpan Next(Random random) =>
        Maximum <= Minimum
            ? Minimum
            : Minimum + TimeSpan.FromTicks((long)(random.NextDouble() * (Maximum - Minimum).Ticks));
}
