namespace BatchLoadTest.MockServer.Faults;

/// <summary>
/// Draws that depend on the seed, a stream and an index only. Unlike a shared <see cref="Random"/> they need no lock
/// and give request 17 the same fate however the requests before it were interleaved.
/// </summary>
internal sealed class SeededDraws(int seed)
{
    /// <summary>An even draw from 0 (included) to 1 (excluded).</summary>
    public double Share(DrawStream stream, long index) => Fraction(Bits(stream, index));

    /// <summary>64 even bits.</summary>
    public ulong Bits(DrawStream stream, long index) =>
        Mix(Mix(((ulong)(uint)seed << 32) | (uint)stream) + (ulong)index);

    /// <summary>A share from 0 (included) to 1 (excluded) out of even bits.</summary>
    public static double Fraction(ulong bits) => (bits >> 11) * (1.0 / (1UL << 53));

    /// <summary>The finaliser of SplitMix64 (Steele, Lea, Flood 2014): one-to-one, every input bit moves every output bit.</summary>
    public static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
