using System.Diagnostics.CodeAnalysis;
using BatchLoadTest.MockServer.Counting;
using BatchLoadTest.MockServer.Storage;

namespace BatchLoadTest.MockServer.Batches;

/// <summary>All batches, with their result files, and how those that are gone had ended.</summary>
internal sealed class BatchStore(FileStore files, CapacityLimit capacity, TimeProvider time)
{
    private readonly AgeingIndex<Batch> batches = new(batch => batch.Id, batch => batch.Number);
    private readonly Lock tallyLock = new();

    /// <summary>The batches that are gone, and of all the creation.</summary>
    private BatchTally past = new();
    private DateTimeOffset countedFrom = DateTimeOffset.MinValue;
    private long number;
    private long created;
    private long rows;

    public int Count => batches.Count;

    /// <summary>What polls are shown of batches that misbehave.</summary>
    public ShownDefects Shown { get; } = new();

    /// <summary>What readers of running batches got wrongly.</summary>
    public ReadTally Reads { get; } = new();

    /// <summary>Whether one more may be created.</summary>
    public CapacityLimit Capacity => capacity;

    public long NextNumber() => Interlocked.Increment(ref number);

    /// <summary>Adds a batch of an upload; false if the upload's content has gone meanwhile.</summary>
    public bool TryAdd(Batch batch, StoredFile input)
    {
        // One hold for each of the two result files, which let go of it one by one.
        if (!input.Input.Content.TryHold())
        {
            return false;
        }

        if (!input.Input.Content.TryHold())
        {
            input.Input.Content.Release();
            return false;
        }

        files.Add(ResultFile(batch, input, FilePurpose.Output));
        files.Add(ResultFile(batch, input, FilePurpose.Error));
        batches.Add(batch);
        input.Add(batch);
        Interlocked.Increment(ref created);
        Interlocked.Add(ref rows, batch.Plan.Fates.Rows);
        lock (tallyLock)
        {
            past.AddCreated(batch);
        }

        return true;
    }

    public bool TryGet(string id, [MaybeNullWhen(false)] out Batch batch) => batches.TryGet(id, out batch);

    /// <summary>The place of a batch in the list, also of one that is gone; null for none.</summary>
    public long? PlaceOf(string id) => batches.PlaceOf(id);

    public List<Batch> Take(int limit, Func<Batch, bool> matches) => batches.Take(limit, oldestFirst: false, matches);

    /// <summary>Drops a batch.</summary>
    /// <param name="batch">Which.</param>
    /// <param name="keepsResults">Whether its result files stay.</param>
    public void Drop(Batch batch, bool keepsResults = false)
    {
        if (batches.TryRemove(batch.Id, out _))
        {
            CleanUp(batch, keepsResults);
        }
    }

    /// <summary>Drops the oldest batch if it is ripe.</summary>
    public bool TryDropOldest(Func<Batch, bool> isRipe)
    {
        if (!batches.TryRemoveOldest(isRipe, out var batch))
        {
            return false;
        }

        CleanUp(batch);
        return true;
    }

    public BatchFigures Counts()
    {
        var now = time.GetUtcNow();
        BatchTally tally;
        DateTimeOffset from;
        lock (tallyLock)
        {
            tally = past.Copy();
            from = countedFrom;
        }

        // From a list of them: what rows used, if nobody asked yet, is a walk over them, for which no request should wait.
        foreach (var batch in batches.Take(int.MaxValue, oldestFirst: true, static _ => true))
        {
            AddIfEnded(tally, batch, from, now);
        }

        return new BatchFigures
        {
            Batches = tally.Batches(Interlocked.Read(ref created)) with { RefusedForCapacity = capacity.Refused },
            Rows = tally.Rows(Interlocked.Read(ref rows)),
            Tokens = tally.Tokens(),
            Windows = tally.Windows,
            Defects = tally.Defects(Shown, Reads),
        };
    }

    /// <summary>Counts from zero: batches that have ended before now are not counted any more.</summary>
    public void ResetCounts()
    {
        lock (tallyLock)
        {
            past = new BatchTally();
            countedFrom = time.GetUtcNow();
        }

        Shown.Reset();
        Reads.Reset();
        capacity.ResetCount();
        Interlocked.Exchange(ref created, 0);
        Interlocked.Exchange(ref rows, 0);
    }

    private void CleanUp(Batch batch, bool keepsResults = false)
    {
        capacity.Forget(batch);
        if (!keepsResults)
        {
            files.TryRemove(batch.OutputFileId, out _);
            files.TryRemove(batch.ErrorFileId, out _);
        }

        var now = time.GetUtcNow();
        var state = batch.At(now);
        if (state.HasEnded)
        {
            // Before the lock, for the same reason.
            batch.UsageIn(state);
        }

        lock (tallyLock)
        {
            AddIfEnded(past, batch, countedFrom, now);
        }
    }

    private static void AddIfEnded(BatchTally tally, Batch batch, DateTimeOffset from, DateTimeOffset now)
    {
        var state = batch.At(now);
        if (state.HasEnded && batch.EndsAt() > from)
        {
            tally.Add(batch, state);
        }
    }

    private StoredFile ResultFile(Batch batch, StoredFile input, FilePurpose purpose) =>
        new()
        {
            Id = purpose == FilePurpose.Output ? batch.OutputFileId : batch.ErrorFileId,
            Name = purpose == FilePurpose.Output ? $"{batch.Id}_output.jsonl" : $"{batch.Id}_error.jsonl",
            Purpose = purpose,
            CreatedAt = batch.Plan.CreatedAt,
            ExpiresAt = DateTimeOffset.MaxValue,
            Sequence = files.NextSequence(),
            Input = input.Input,
            Batch = batch,
            Owner = batch.Owner,
        };
}
