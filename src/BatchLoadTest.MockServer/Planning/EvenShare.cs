using System.Runtime.InteropServices;

namespace BatchLoadTest.MockServer.Planning;

/// <summary>
/// Picks a share of a sequence, spaced evenly from a drawn phase on, so that "how many of the first k" needs no walk
/// over them: a poll of a batch of 50,000 rows costs as little as one of three.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct EvenShare(double Share, double Phase)
{
    /// <summary>How many of the first <paramref name="count"/> are picked.</summary>
    public int Among(int count) => (int)Math.Floor((count * Share) + Phase);

    public bool Picks(int position) => Among(position + 1) > Among(position);
}
