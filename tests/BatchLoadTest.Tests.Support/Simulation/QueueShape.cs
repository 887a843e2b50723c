namespace BatchLoadTest.Tests.Support.Simulation;

/// <summary>A service that takes batches of ten rows first come first served: M/D/c, and what may be wrong with it.</summary>
/// <param name="BatchesPerSecond">What it takes, as long as nothing of the rest slows it.</param>
/// <param name="Slots">Rows in work at once; the time of a row follows from both.</param>
internal sealed record QueueShape(double BatchesPerSecond, int Slots)
{
    public const int RowsPerBatch = 10;

    /// <summary>Batches that are claimed each second; null: each when it comes.</summary>
    public int? Claim { get; init; }

    /// <summary>So many times longer a row takes when the queue is full; 1: no longer.</summary>
    public double SlowestFactor { get; init; } = 1;

    /// <summary>Unfinished batches at which it is slowest.</summary>
    public int FullQueue { get; init; } = 1;

    /// <summary>From this second on a row takes twice as long.</summary>
    public double HalvesAt { get; init; } = double.PositiveInfinity;

    /// <summary>Whether the time of a row is exponential, with the same mean.</summary>
    public bool IsRandom { get; init; }

    /// <summary>What it takes in the long run, in batches a second: the value to be found.</summary>
    public double TrueCapacity(double second) =>
        Math.Min(BatchesPerSecond, Claim ?? double.PositiveInfinity) / SlowestFactor / (second >= HalvesAt ? 2 : 1);
}
