using System.Buffers;
using System.Text.Json;
using BatchLoadTest.Load;
using BatchLoadTest.Recording;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Cluster;

/// <summary>
/// The seconds of a worker that its master has not acknowledged, the oldest first. Bounded: where the master is away for
/// long, the journal on this machine has what does not fit. From any thread.
/// </summary>
public sealed class TickOutbox : IIntervalSink
{
    /// <summary>Seconds that are kept; a worker winds down long before.</summary>
    public const int Capacity = 600;

    private readonly Lock gate = new();
    private readonly LinkedList<TickSecond> waiting = new();

    // Not counted yet, by the moment of creation, which is what the interval tells of them.
    private readonly Dictionary<DateTimeOffset, Queue<OpenBatch>> uncounted = [];
    private TaskCompletionSource filled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long last;

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

    /// <summary>Whether nothing waits.</summary>
    public bool IsEmpty
    {
        get
        {
            lock (gate)
            {
                return waiting.Count == 0;
            }
        }
    }

    /// <summary>Whether at most one waits: what is sent next is the last.</summary>
    public bool HoldsOneAtMost
    {
        get
        {
            lock (gate)
            {
                return waiting.Count <= 1;
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
            waiting.AddLast(new TickSecond(++last, buffer.WrittenSpan.ToArray(), Counted(interval)));
            if (waiting.Count > Capacity)
            {
                waiting.RemoveFirst();
                Lost++;
            }

            filled.TrySetResult();
            filled = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>The oldest; number 0 and nothing where none waits.</summary>
    public TickSecond Oldest()
    {
        lock (gate)
        {
            return waiting.First?.Value ?? new TickSecond(0, [], []);
        }
    }

    /// <summary>Everything up to a number has arrived.</summary>
    public void Acknowledge(long sequence)
    {
        lock (gate)
        {
            while (waiting.First is { } first && first.Value.Sequence <= sequence)
            {
                waiting.RemoveFirst();
            }
        }
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
