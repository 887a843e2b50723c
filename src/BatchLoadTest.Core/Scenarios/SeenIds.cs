using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace BatchLoadTest.Scenarios;

/// <summary>
/// Ids that the service has given, to see when it gives one a second time. Callable from any thread. Exact and ordinal:
/// ids are opaque, and two that differ in case only are two.
/// </summary>
/// <remarks>
/// Kept as 64-bit hashes (of 600,000 ids two meet by chance once in a hundred million runs), in two generations: when the
/// younger one is full the older one is forgotten. So the latest <see cref="Generation"/> ids are always known, and the
/// memory never exceeds 14 MB, however long the run is.
/// </remarks>
public sealed class SeenIds
{
    /// <summary>How many ids are known for certain.</summary>
    public const int Generation = 300_000;

    private readonly Lock gate = new();
    private HashSet<ulong> younger = [];
    private HashSet<ulong> older = [];

    /// <summary>What is kept of an id.</summary>
    internal static ulong HashOf(string id) => XxHash3.HashToUInt64(MemoryMarshal.AsBytes(id.AsSpan()));

    /// <summary>Takes note of an id. False where it is known already.</summary>
    public bool TryAdd(string id)
    {
        var hash = HashOf(id);
        lock (gate)
        {
            if (older.Contains(hash) || !younger.Add(hash))
            {
                return false;
            }

            if (younger.Count == Generation)
            {
                (younger, older) = (older, younger);
                younger.Clear();
            }

            return true;
        }
    }
}
