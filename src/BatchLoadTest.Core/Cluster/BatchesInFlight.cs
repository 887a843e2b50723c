using BatchLoadTest.Cluster.Messages;
using BatchLoadTest.Load;
using BatchLoadTest.Measurements;

namespace BatchLoadTest.Cluster;

/// <summary>
/// Which batches are in flight at which worker, by what their seconds tell, and which of them a worker was given that
/// another one has created. Takes memory for those in flight only. No clock; one caller at a time.
/// </summary>
public sealed class BatchesInFlight
{
    // A lease is one message, and is told again until it is acknowledged: what was read may be large.
    private const long MostBytes = 4 * 1024 * 1024;
    private const int BytesOfARead = 256;

    private readonly Dictionary<WorkerAddress, Holder> holders = [];
    private long last;

    /// <summary>Those who have, or had, any.</summary>
    public IReadOnlyList<WorkerAddress> Workers => [.. holders.Keys];

    /// <summary>Takes what a second of a worker tells; the caller sees to it that each second comes once.</summary>
    /// <param name="worker">Whose.</param>
    /// <param name="opened">Batches counted as created in it.</param>
    /// <param name="ended">Batches whose end was recorded in it.</param>
    /// <param name="reads">What was read of batches.</param>
    /// <param name="retried">Batches that work again.</param>
    public void Take(
        WorkerAddress worker,
        IEnumerable<OpenBatch> opened,
        IEnumerable<BatchRecord> ended,
        IEnumerable<BatchRead> reads,
        IEnumerable<string> retried
    )
    {
        var holder = HolderOf(worker);
        foreach (var batch in opened)
        {
            holder.Open[batch.Id] = new Held(batch);
        }

        foreach (var read in reads)
        {
            if (holder.Open.TryGetValue(read.BatchId, out var held))
            {
                held.Add(read);
            }
        }

        foreach (var id in retried)
        {
            if (holder.Open.TryGetValue(id, out var held))
            {
                held.IsRetried = true;
            }
        }

        foreach (var record in ended)
        {
            holder.Open.Remove(record.BatchId);
        }
    }

    /// <summary>What a worker had in flight under another master.</summary>
    /// <param name="worker">Whose.</param>
    /// <param name="open">Its batches.</param>
    /// <param name="adoptedUpTo">Number of the last one that it took over.</param>
    public void Restore(WorkerAddress worker, IEnumerable<OpenBatch> open, long adoptedUpTo)
    {
        Take(worker, open, [], [], []);
        last = Math.Max(last, adoptedUpTo);
    }

    /// <summary>A worker has taken what it was given, up to a number.</summary>
    public void Acknowledge(WorkerAddress worker, long upTo) =>
        HolderOf(worker).Given.RemoveAll(adoption => adoption.Number <= upTo);

    /// <summary>
    /// What a worker was given and has not acknowledged, from the first on as much as one message has room for; one at least.
    /// </summary>
    public IReadOnlyList<Adoption> GivenTo(WorkerAddress worker)
    {
        List<Adoption> given = [];
        var bytes = 0L;
        foreach (var adoption in HolderOf(worker).Given)
        {
            bytes += adoption.Batch.Reads?.Sum(read => read.Lines.Length + BytesOfARead) ?? 0;
            if (bytes > MostBytes && given.Count > 0)
            {
                break;
            }

            given.Add(adoption);
        }

        return given;
    }

    /// <summary>Whether there is any.</summary>
    public bool HasGiven(WorkerAddress worker) => HolderOf(worker).Given.Count > 0;

    /// <summary>Batches that were given to a worker by now: iterations that others have begun.</summary>
    public int TakenOverBy(WorkerAddress worker) => HolderOf(worker).TakenOver;

    /// <summary>Nothing more comes of a worker: what it had in flight, in the order of creation.</summary>
    public IReadOnlyList<OpenBatch> Release(WorkerAddress worker) =>
        holders.Remove(worker, out var holder)
            ? [.. holder.Open.Values.Select(held => held.ToOpen()).OrderBy(batch => batch.CreatedAt)]
            : [];

    /// <summary>Gives batches to workers, each to the one that has the fewest in flight for its cores.</summary>
    /// <param name="batches">The batches.</param>
    /// <param name="workers">To whom; one at least.</param>
    /// <returns>How many each was given, for those who were given any.</returns>
    public IReadOnlyList<(WorkerAddress Worker, int Batches)> Give(
        IReadOnlyList<OpenBatch> batches,
        IReadOnlyList<(WorkerAddress Worker, int Cores)> workers
    )
    {
        var given = workers.ToDictionary(each => each.Worker, _ => 0);
        foreach (var batch in batches)
        {
            var (worker, _) = workers.MinBy(each => (HolderOf(each.Worker).Open.Count + 1.0) / Math.Max(1, each.Cores));
            var holder = HolderOf(worker);
            holder.Open[batch.Id] = new Held(batch);
            holder.Given.Add(new Adoption(++last, batch));
            holder.TakenOver++;
            given[worker]++;
        }

        return [.. workers.Select(each => (each.Worker, given[each.Worker])).Where(each => each.Item2 > 0)];
    }

    /// <summary>
    /// The record of a batch whose end nobody awaits. Nobody has asked for it since, so far as is known: its creation was the
    /// last answer.
    /// </summary>
    /// <param name="batch">The batch.</param>
    /// <param name="now">The moment of its record.</param>
    public static BatchRecord Unfinished(OpenBatch batch, DateTimeOffset now) =>
        new()
        {
            BatchId = batch.Id,
            User = batch.User,
            Class = batch.Class,
            Outcome = BatchOutcome.Unfinished,
            LastStatus = "",
            Turnaround = now > batch.CreatedAt ? now - batch.CreatedAt : TimeSpan.Zero,
            LastSeen = TimeSpan.Zero,
            Polls = 0,
            Rows = batch.Rows,
            CreatedAt = batch.CreatedAt,
        };

    private Holder HolderOf(WorkerAddress worker)
    {
        if (!holders.TryGetValue(worker, out var holder))
        {
            holders.Add(worker, holder = new Holder());
        }

        return holder;
    }

    private sealed class Holder
    {
        public Dictionary<string, Held> Open { get; } = new(StringComparer.Ordinal);

        public List<Adoption> Given { get; } = [];

        public int TakenOver { get; set; }
    }

    // One in flight, and what was read of it by now.
    private sealed class Held(OpenBatch batch)
    {
        private readonly List<BatchRead> reads = [.. batch.Reads ?? []];

        public bool IsRetried { get; set; } = batch.IsRetried;

        // After one that is not here, as of another master, what was read is not known any more.
        public void Add(BatchRead read)
        {
            if (read.Index == reads.Count + 1)
            {
                reads.Add(read);
            }
        }

        public OpenBatch ToOpen() =>
            batch with
            {
                Reads = reads.Count == 0 ? batch.Reads : reads,
                IsRetried = IsRetried,
            };
    }
}
