namespace BatchLoadTest.Load;

/// <summary>
/// A part of the one stream of starts that all workers know: start n belongs to the worker in whose part its place lies.
/// The parts of all workers cover each start once.
/// </summary>
/// <param name="First">Where the part begins.</param>
/// <param name="Count">How large it is.</param>
/// <param name="Of">What all parts add up to; 0 where there are none.</param>
public readonly record struct ArrivalShare(int First, int Count, int Of)
{
    /// <summary>No start.</summary>
    public static ArrivalShare None { get; }

    /// <summary>Every start.</summary>
    public static ArrivalShare All { get; } = new(0, 1, 1);

    /// <summary>Whether start <paramref name="number"/>, from 0, is in it.</summary>
    public bool Has(long number) => Of > 0 && Place(number) is var place && place >= First && place < First + Count;

    // Scattered: with even arrivals the starts of one worker are not to lie in a row.
    private int Place(long number)
    {
        var mixed = unchecked((ulong)number * 0x9E3779B97F4A7C15);
        mixed ^= mixed >> 32;
        return (int)(mixed % (ulong)Of);
    }
}
