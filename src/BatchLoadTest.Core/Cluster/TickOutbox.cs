using System.Buffers;
using System.Text.Json;
using BatchLoadTest.Load;
using BatchLoadTest.Recording;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Cluster;

/// <summary>
/// The seconds of a worker that its master may still ask for, the oldest first: those that it has not acknowledged, and
/// those that are not in its journal, where another master may be started in its place. Bounded: where the master is away
/// for long, the journal on this machine has what does not fit. From any thread.
/// </summary>
public sealed class TickOutbox : IIntervalSink
{
    /// <summary>Seconds that are kept; a worker winds down long before.</summary>
    public const int Capacity = 600;

    private readonly Lock gate = new();
    private readonly LinkedList<TickSecond> waiting = new();

    // Not counted yet, by the moment of creation, which is what the interval tells of them.
    private readonly Dictionary<DateTimeOffset, Queue<OpenBatch>> uncounted = [];

    // Not sent yet, by batch.
    private readonly Dictionary<string, List<BatchRead>> unsent = new(StringComparer.Ordinal);

    // Work again, and not sent yet.
    private readonly HashSet<string> retried = new(StringComparer.Ordinal);

    // Counted, and not ended.
    private readonly Dictionary<string, OpenBatch> open = new(StringComparer.Ordinal);
    private TaskCompletionSource filled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long last;
    private long acknowledged;

    /// <summary>Completes when another second has come; ask again for each.</summary>
    public Task Filled
    {
        get
        {
            lock (gate)
            {
                return filled.Task;
            }
        }
    }

    /// <summary>Seconds that did not fit.</summary>
    public long Lost { get; private set; }

    /// <summary>Whether nothing is to be sent.</summary>
    public bool IsEmpty
    {
        get
        {
            lock (gate)
            {
                return acknowledged >= last;
            }
        }
    }

    /// <summary>Whether at most one is to be sent: what is sent next is the last.</summary>
    public bool HoldsOneAtMost
    {
        get
        {
            lock (gate)
            {
                return acknowledged >= last - 1;
            }
        }
    }

    /// <summary>Batches in flight whose creation an interval here has counted.</summary>
    public IReadOnlyList<OpenBatch> Open
    {
        get
        {
            lock (gate)
            {
                return [.. open.Values];
            }
        }
    }

    /// <summary>Batches whose end is in an interval here.</summary>
    public IReadOnlyList<string> Ended
    {
        get
        {
            lock (gate)
            {
                return [.. waiting.SelectMany(second => second.Ended)];
            }
        }
    }

    /// <summary>A batch was created; an interval that counts it comes later.</summary>
    public void Opened(OpenBatch batch)
    {
        lock (gate)
        {
            if (!uncounted.TryGetValue(batch.CreatedAt, out var same))
            {
                uncounted.Add(batch.CreatedAt, same = new());
            }

            same.Enqueue(batch);
        }
    }

    /// <summary>Something was read of a batch in flight; an interval that ends later says so.</summary>
    public void Read(BatchRead read)
    {
        lock (gate)
        {
            if (!unsent.TryGetValue(read.BatchId, out var reads))
            {
                unsent.Add(read.BatchId, reads = []);
            }

            reads.Add(read);
        }
    }

    /// <summary>A batch in flight has ended once and works again; an interval that ends later says so.</summary>
    public void Retried(string batch)
    {
        lock (gate)
        {
            retried.Add(batch);
        }
    }

    /// <summary>Batches of another worker are ended here from now on.</summary>
    public void Adopted(IEnumerable<OpenBatch> batches)
    {
        lock (gate)
        {
            foreach (var batch in batches)
            {
                // The master keeps what was read; who reads on has it.
                open[batch.Id] = batch with
                {
                    Reads = null,
                };
            }
        }
    }

    /// <inheritdoc/>
    public void Write(Interval interval)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true }))
        {
            IntervalJson.Write(json, interval);
        }

        lock (gate)
        {
            var counted = Counted(interval);
            List<string> ended = [.. interval.BatchesEnded.Select(batch => batch.BatchId)];
            counted.ForEach(batch => open[batch.Id] = batch);
            ended.ForEach(batch => open.Remove(batch));
            retried.ExceptWith(ended);
            waiting.AddLast(
                new TickSecond(++last, buffer.WrittenSpan.ToArray(), counted)
                {
                    Ended = ended,
                    Reads = ReadOf(ended),
                    Retried = RetriedOfOpen(),
                }
            );

            if (waiting.Count > Capacity)
            {
                waiting.RemoveFirst();
                Lost++;
            }

            filled.TrySetResult();
            filled = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>The oldest that is to be sent; number 0 and nothing where none is.</summary>
    public TickSecond Oldest()
    {
        lock (gate)
        {
            var next = waiting.First;
            // All but a few are to be sent, or all have been.
            if (acknowledged >= last)
            {
                return new TickSecond(0, [], []);
            }

            while (next is not null && next.Value.Sequence <= acknowledged)
            {
                next = next.Next;
            }

            return next?.Value ?? new TickSecond(0, [], []);
        }
    }

    /// <summary>Everything up to a number has arrived; another master may go back with it.</summary>
    /// <param name="sequence">The number.</param>
    /// <param name="kept">The last one that nobody will ask for again; null for all that has arrived.</param>
    public void Acknowledge(long sequence, long? kept = null)
    {
        lock (gate)
        {
            acknowledged = sequence;
            while (waiting.First is { } first && first.Value.Sequence <= (kept ?? sequence))
            {
                waiting.RemoveFirst();
            }
        }
    }

    // Of a batch that no interval has counted yet they wait for it: the master knows none before.
    private List<BatchRead> ReadOf(List<string> ended)
    {
        ended.ForEach(batch => unsent.Remove(batch));
        List<BatchRead> reads = [];
        foreach (var (batch, its) in unsent)
        {
            if (open.ContainsKey(batch))
            {
                reads.AddRange(its);
                unsent.Remove(batch);
            }
        }

        return reads;
    }

    // Likewise.
    private List<string> RetriedOfOpen()
    {
        List<string> known = [.. retried.Where(open.ContainsKey)];
        foreach (var batch in known)
        {
            retried.Remove(batch);
            open[batch] = open[batch] with { IsRetried = true };
        }

        return known;
    }

    // Exactly those: of a batch that the master knows to be open, it has counted the creation.
    private List<OpenBatch> Counted(Interval interval)
    {
        List<OpenBatch> counted = [];
        foreach (var createdAt in interval.BatchesCreatedAt)
        {
            if (uncounted.TryGetValue(createdAt, out var same))
            {
                counted.Add(same.Dequeue());
                if (same.Count == 0)
                {
                    uncounted.Remove(createdAt);
                }
            }
        }

        return counted;
    }
}
