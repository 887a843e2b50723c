namespace BatchLoadTest.Comparison.Sampling;

/// <summary>A part of a run.</summary>
/// <param name="First">Its first second, as Unix time.</param>
/// <param name="Last">Its last second; before <paramref name="First"/> where it is empty.</param>
/// <param name="Counts">What it holds.</param>
internal sealed record RunWindow(long First, long Last, SampleCounts Counts)
{
    /// <summary>How long it is.</summary>
    public long Seconds => Math.Max(0, Last - First + 1);

    /// <summary>The same part, of one class of batches.</summary>
    /// <param name="number">The class, from 1.</param>
    public RunWindow OfClass(int number) => this with { Counts = Counts.OfClass(number) };

    /// <summary>Whether a second belongs to it.</summary>
    public bool Holds(long second) => second >= First && second <= Last;
}
