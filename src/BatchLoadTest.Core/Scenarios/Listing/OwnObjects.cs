using BatchLoadTest.Measurements;

namespace BatchLoadTest.Scenarios.Listing;

/// <summary>
/// What this process has created and not deleted: whoever reads a list has to find it there. Callable from any thread, but
/// only one may read lists.
/// </summary>
/// <remarks>
/// Kept as 64-bit hashes of ids: 8 bytes an object, so that memory grows with the run, by 8 MB in a million batches and as
/// much for their files.
/// </remarks>
public sealed class OwnObjects
{
    private readonly Objects[] kinds = [.. ListKinds.All.Select(_ => new Objects())];

    /// <summary>The service has answered that an object is there.</summary>
    public void Created(ListKind kind, string id) => kinds[(int)kind].Add(SeenIds.HashOf(id));

    /// <summary>
    /// An object is no more expected in a list: it is about to be deleted, expires, or goes with its file. Before the request
    /// is sent.
    /// </summary>
    public void Gone(ListKind kind, string id) => kinds[(int)kind].Remove(SeenIds.HashOf(id));

    /// <summary>Objects of which the service has answered so far that they are there, those that are gone among them.</summary>
    internal int Count(ListKind kind) => kinds[(int)kind].Count;

    /// <summary>Looks for the first few objects in what was listed.</summary>
    /// <param name="kind">Which list.</param>
    /// <param name="created">How many there were when the list began to be read.</param>
    /// <param name="isListed">Whether one is in it, by its hash.</param>
    /// <returns>How many are still there, and which of them are not in the list.</returns>
    internal (int Expected, IReadOnlyCollection<ulong> Missing) Compare(
        ListKind kind,
        int created,
        Func<ulong, bool> isListed
    ) => kinds[(int)kind].Compare(created, isListed);

    /// <summary>Objects of one list, in the order of their creation.</summary>
    private sealed class Objects
    {
        private const int ChunkSize = 4096;

        private readonly Lock gate = new();

        // What is in a chunk stays there: it may be read while others are added.
        private List<ulong[]> chunks = [];
        private readonly HashSet<ulong> gone = [];
        private int count;

        public int Count
        {
            get
            {
                lock (gate)
                {
                    return count;
                }
            }
        }

        public void Add(ulong hash)
        {
            lock (gate)
            {
                if (count % ChunkSize == 0)
                {
                    chunks.Add(new ulong[ChunkSize]);
                }

                chunks[^1][count++ % ChunkSize] = hash;
            }
        }

        public void Remove(ulong hash)
        {
            lock (gate)
            {
                gone.Add(hash);
            }
        }

        public (int Expected, IReadOnlyCollection<ulong> Missing) Compare(int created, Func<ulong, bool> isListed)
        {
            List<ulong[]> all;
            lock (gate)
            {
                all = [.. chunks];
            }

            HashSet<ulong> missing = [];
            var absent = 0;
            for (var index = 0; index < created; index++)
            {
                var hash = all[index / ChunkSize][index % ChunkSize];
                if (!isListed(hash))
                {
                    missing.Add(hash);
                    absent++;
                }
            }

            lock (gate)
            {
                missing.ExceptWith(gone);
                var goneByNow = absent - missing.Count;
                Forget();
                return (created - goneByNow, missing);
            }
        }

        // Those that are gone, once they are most: nobody looks for them any more.
        private void Forget()
        {
            if (gone.Count < ChunkSize || gone.Count < count / 2)
            {
                return;
            }

            var (kept, old) = (chunks, count);
            (chunks, count) = ([], 0);
            for (var index = 0; index < old; index++)
            {
                var hash = kept[index / ChunkSize][index % ChunkSize];
                if (!gone.Remove(hash))
                {
                    Add(hash);
                }
            }
        }
    }
}
