namespace BatchLoadTest.Scenarios.Prompts;

/// <summary>
/// Numbers that follow from a seed on every machine and with every version of the runtime, which <see cref="Random"/> does not
/// promise: SplitMix64 (Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators", 2014). A value, so that
/// each row can have a source of its own and none is allocated.
/// </summary>
/// <param name="seed">Seeds that are close to each other give sources that have nothing in common.</param>
internal struct SeededNumbers(ulong seed)
{
    private const ulong Gamma = 0x9E3779B97F4A7C15;

    private ulong state = seed;

    /// <summary>The next 64 bits.</summary>
    public ulong Next()
    {
        unchecked
        {
            state += Gamma;
        }

        return Mix(state);
    }

    /// <summary>The next number from 0 to below 1.</summary>
    public double NextShare() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>The next whole number from 0 to below <paramref name="end"/>.</summary>
    public int NextBelow(int end) => (int)Math.BigMul(Next(), (ulong)end, out _);

    /// <summary>The seed of one of the things that belong to what has the seed <paramref name="of"/>.</summary>
    /// <param name="of">The seed of the whole.</param>
    /// <param name="number">Which one.</param>
    public static ulong Seed(ulong of, ulong number) => unchecked(Mix(Mix(of) + (Gamma * (number + 1))));

    private static ulong Mix(ulong bits)
    {
        unchecked
        {
            bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
            bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
            return bits ^ (bits >> 31);
        }
    }
}
