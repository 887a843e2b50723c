using BatchLoadTest.Measurements;

namespace BatchLoadTest.Statistics;

/// <summary>
/// Whether batches ended in the order in which they were due, by the service's own stamps (whole seconds). A batch is
/// overtaken by one that was due later and ended earlier, while both were there. In constant memory: ends are seen late and
/// out of order, so the last of them are kept one by one; of those before them only what a later one can still tell.
/// One writer.
/// </summary>
internal sealed class DeadlineOrder
{
    /// <summary>Ends that are kept one by one: what is seen later than so many others marks none of them any more.</summary>
    internal const int MaxRecent = 4096;

    private const int MaxExamples = 5;

    // By their end. Before them: ends up, dues down; what ended earlier and was due earlier than another tells nothing new.
    private readonly List<End> recent = [];
    private readonly List<End> settled = [];
    private readonly List<(int Class, Overtaking Example)> examples = [];
    private readonly List<DeadlineCounts> classes = [];

    /// <summary>Of all batches.</summary>
    public DeadlineCounts Counts { get; private set; }

    /// <summary>The first few.</summary>
    public IReadOnlyList<Overtaking> Examples => [.. examples.Take(MaxExamples).Select(each => each.Example)];

    /// <summary>Of one class.</summary>
    /// <param name="number">The class, from 1.</param>
    public DeadlineCounts OfClass(int number) => number <= classes.Count ? classes[number - 1] : default;

    /// <summary>The first few of one class.</summary>
    /// <param name="number">The class, from 1.</param>
    public IReadOnlyList<Overtaking> ExamplesOfClass(int number) =>
        [.. examples.Where(each => each.Class == number).Select(each => each.Example)];

    /// <summary>Whether a batch has a place in the order: not where its stamps say too little, and not where it failed.</summary>
    /// <param name="record">How it ended.</param>
    /// <param name="window">Its completion window, for a service that does not say when it is due; null where unknown.</param>
    public static bool Judges(BatchRecord record, TimeSpan? window) => EndOf(record, window) is not null;

    /// <summary>Takes a batch that has ended; one that has no place in the order changes nothing.</summary>
    /// <param name="record">How it ended.</param>
    /// <param name="window">Its completion window, as in <see cref="Judges"/>.</param>
    public void Add(BatchRecord record, TimeSpan? window)
    {
        if (EndOf(record, window) is { } end)
        {
            Add(end);
        }
    }

    private static End? EndOf(BatchRecord record, TimeSpan? window)
    {
        if (record.Outcome is not (BatchOutcome.Completed or BatchOutcome.Expired))
        {
            return null;
        }

        var due = record.DueAt ?? (record.ServerCreatedAt + window);
        // One that expired ended when its window did: at the earliest.
        var ended = record.Outcome == BatchOutcome.Expired ? due : record.ServerDoneAt;
        return due is null || ended is null || record.ServerCreatedAt is not { } created
            ? null
            : new End(record.BatchId, record.Class, created, due.Value, ended.Value, IsOvertaken: false);
    }

    private void Add(End end)
    {
        var place = recent.Count;
        while (place > 0 && recent[place - 1].At > end.At)
        {
            place--;
        }

        Count(end.Class, new DeadlineCounts(1, 0));
        if (OvertakerOf(end, place) is { } other)
        {
            end = end with { IsOvertaken = true };
            Overtaken(end, other);
        }

        for (var later = place; later < recent.Count; later++)
        {
            var known = recent[later];
            if (!known.IsOvertaken && end.Overtakes(known))
            {
                recent[later] = known with { IsOvertaken = true };
                Overtaken(known, end);
            }
        }

        recent.Insert(place, end);
        if (recent.Count > 2 * MaxRecent)
        {
            Settle();
        }
    }

    private End? OvertakerOf(End end, int place)
    {
        // The first that ended after this one was made is due last of all.
        var first = settled.FindIndex(known => known.At > end.CreatedAt);
        if (first >= 0 && settled[first].Overtakes(end))
        {
            return settled[first];
        }

        for (var earlier = place - 1; earlier >= 0 && recent[earlier].At > end.CreatedAt; earlier--)
        {
            if (recent[earlier].Overtakes(end))
            {
                return recent[earlier];
            }
        }

        return null;
    }

    private void Settle()
    {
        foreach (var end in recent.Take(MaxRecent))
        {
            while (settled.Count > 0 && settled[^1].Due <= end.Due)
            {
                settled.RemoveAt(settled.Count - 1);
            }

            settled.Add(end);
        }

        recent.RemoveRange(0, MaxRecent);
        if (settled.Count > MaxRecent)
        {
            settled.RemoveRange(0, settled.Count - MaxRecent);
        }
    }

    private void Overtaken(End end, End by)
    {
        Count(end.Class, new DeadlineCounts(0, 1));
        // Of each class, and so of all.
        if (examples.Count(each => each.Class == end.Class) < MaxExamples)
        {
            examples.Add((end.Class, new Overtaking(end.BatchId, end.Due, end.At, by.BatchId, by.Due, by.At)));
        }
    }

    private void Count(int number, DeadlineCounts more)
    {
        Counts = Counts.Plus(more);
        if (number == 0)
        {
            return;
        }

        while (classes.Count < number)
        {
            classes.Add(default);
        }

        classes[number - 1] = classes[number - 1].Plus(more);
    }

    private readonly record struct End(
        string BatchId,
        int Class,
        DateTimeOffset CreatedAt,
        DateTimeOffset Due,
        DateTimeOffset At,
        bool IsOvertaken
    )
    {
        public bool Overtakes(End other) => Due > other.Due && At < other.At && At > other.CreatedAt;
    }
}
