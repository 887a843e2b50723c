namespace BatchLoadTest.Load;

/// <summary>Makes each virtual user's own source of choices.</summary>
public static class UserRandom
{
    /// <summary>The source of one user; the same for the same seed, whatever the engine.</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="user">The virtual user, from 1.</param>
    // Not HashCode.Combine, which differs from process to process.
    public static Random Create(int seed, int user) => new(unchecked((seed * 31) ^ (int)(user * 0x9E3779B1u)));

    /// <summary>The source of the moments at which iterations start; independent of those of all users.</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="epoch">Several processes that share the starts draw them anew with each distribution.</param>
    // SplitMix64: seeds that are close to each other, 0 among them, give sources that have nothing in common.
    public static Random OfStarts(int seed, long epoch = 0)
    {
        var mixed = unchecked(((ulong)(uint)seed << 32) + (ulong)epoch + 0x9E3779B97F4A7C15);
        mixed = unchecked((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9);
        mixed = unchecked((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB);
        return new(unchecked((int)((mixed ^ (mixed >> 31)) >> 32)));
    }
}
