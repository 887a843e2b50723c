using BatchLoadTest.MockServer.Options;

namespace BatchLoadTest.MockServer.Planning;

/// <summary>
/// A service that works on the rows of all batches first come first served: says of each new batch when it will begin and
/// end. Under load N slots with a row time r serve exactly N/r rows a second. With claims each model of the rows has claims
/// and slots of its own, as in the control layer.
/// </summary>
/// <remarks>
/// Nothing runs and no clock is read: what a batch gets follows from those offered before it and is settled when it is
/// offered. Of these only what is still ahead is kept: when each busy slot gets free, and where the ends matter, those of
/// the unfinished batches. A batch that is cancelled later keeps its slots, because giving them back would change what
/// other batches were told. Safe for several threads; the order of the calls is the order of service.
/// </remarks>
public sealed class ServiceModel
{
    private readonly Lock gate = new();
    private readonly RowPace pace;
    private readonly RowSlots slots;
    private readonly ServiceOptions options;
    private readonly long startedAt;
    private readonly Dictionary<string, ClaimLoop> loops = new(StringComparer.Ordinal);
    private readonly PriorityQueue<long, long>? ends;
    private long latest;

    /// <param name="options">Slots, row time, claims and how they change.</param>
    /// <param name="startedAt">When the service starts: changes and claims count from here.</param>
    /// <exception cref="ArgumentException">Options cannot be used; the message names all that is wrong.</exception>
    public ServiceModel(ServiceOptions options, DateTimeOffset startedAt)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (string.Join("; ", options.Problems()) is { Length: > 0 } problems)
        {
            throw new ArgumentException(problems, nameof(options));
        }

        this.options = options;
        latest = this.startedAt = startedAt.UtcTicks;
        pace = new RowPace(options, latest);
        slots = new RowSlots(SlotsOfEach);
        ends = options.SlowWithQueue > 0 ? new PriorityQueue<long, long>() : null;
    }

    // Rows that take no time need no slot.
    private int SlotsOfEach => options.RowTime > TimeSpan.Zero ? options.Slots : 0;

    /// <summary>Settles the life of the next batch, all of whose rows are for one model.</summary>
    public ServedBatch Offer(DateTimeOffset createdAt, int rows) => Offer(createdAt, [new ModelRows("", rows)]);

    /// <summary>Settles the life of the next batch.</summary>
    /// <param name="createdAt">
    /// When it is created; a moment before that of the batch before it, or before the start, counts as that one.
    /// </param>
    /// <param name="rows">Its rows; at least one model.</param>
    public ServedBatch Offer(DateTimeOffset createdAt, IReadOnlyList<ModelRows> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Count == 0)
        {
            throw new ArgumentException("a batch has rows", nameof(rows));
        }

        foreach (var (_, count) in rows)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(count, 1, nameof(rows));
        }

        lock (gate)
        {
            latest = Math.Max(latest, createdAt.UtcTicks);
            var course = new RowCourse(pace, Unfinished());
            if (options.Claim is { } plan)
            {
                foreach (var (model, count) in rows)
                {
                    LoopOf(model, plan).Take(latest, count, course);
                }
            }
            else
            {
                slots.Take(latest, rows.Sum(each => each.Rows), course);
            }

            var served = course.ToBatch();
            ends?.Enqueue(served.End.UtcTicks, served.End.UtcTicks);
            return served;
        }
    }

    private ClaimLoop LoopOf(string model, ClaimPlan plan)
    {
        if (!loops.TryGetValue(model, out var loop))
        {
            loops[model] = loop = new ClaimLoop(plan, SlotsOfEach, startedAt);
        }

        return loop;
    }

    private int Unfinished()
    {
        if (ends is null)
        {
            return 0;
        }

        while (ends.TryPeek(out var end, out _) && end <= latest)
        {
            ends.Dequeue();
        }

        return ends.Count;
    }
}
