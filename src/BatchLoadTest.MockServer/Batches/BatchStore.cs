using System.Diagnostics.CodeAnalysis;
using BatchLoadTest.MockServer.Defects;
using BatchLoadTest.MockServer.Files;
using BatchLoadTest.MockServer.Storage;

namespace BatchLoadTest.MockServer.Batches;

/// <summary>All batches, with their result files, and how those that are gone had ended.</summary>
internal sealed class BatchStore(FileStore files, TimeProvider time)
{
    private readonly AgeingIndex<Batch> _batches = new(batch => batch.Id);
    private readonly Lock _tallyLock = new();
    private BatchTally _dropped = new();
    private DateTimeOffset _countedFrom = DateTimeOffset.MinValue;
    private long _number;
    private long _created;
    private long _rows;

    public int Count => _batches.Count;

    /// <summary>What polls are shown of batches that misbehave.</summary>
    public ShownDefects Shown { get; } = new();

    public long NextNumber() => Interlocked.Increment(ref _number);

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
        _batches.Add(batch);
        input.Add(batch);
        Interlocked.Increment(ref _created);
        Interlocked.Add(ref _rows, batch.Plan.Fates.Rows);
        return true;
    }

    public bool TryGet(string id, [MaybeNullWhen(false)] out Batch batch) => _batches.TryGet(id, out batch);

    public List<Batch> Take(int limit, Func<Batch, bool> matches) => _batches.Take(limit, oldestFirst: false, matches);

    public void Drop(Batch batch)
    {
        if (_batches.TryRemove(batch.Id, out _))
        {
            CleanUp(batch);
        }
    }

    /// <summary>Drops the oldest batch if it is ripe.</summary>
    public bool TryDropOldest(Func<Batch, bool> isRipe)
    {
        if (!_batches.TryRemoveOldest(isRipe, out var batch))
        {
            return false;
        }

        CleanUp(batch);
        return true;
    }

    public (MockBatchCounts Batches, MockRowCounts Rows, MockDefectCounts Defects) Counts()
    {
        var now = time.GetUtcNow();
        BatchTally tally;
        DateTimeOffset from;
        lock (_tallyLock)
        {
            tally = _dropped.Copy();
            from = _countedFrom;
        }

        _batches.ForEach(batch => AddIfEnded(tally, batch, from, now));
        return (
            tally.Batches(Interlocked.Read(ref _created)),
            tally.Rows(Interlocked.Read(ref _rows)),
            tally.Defects(Shown)
        );
    }

    /// <summary>Counts from zero: batches that have ended before now are not counted any more.</summary>
    public void ResetCounts()
    {
        lock (_tallyLock)
        {
            _dropped = new BatchTally();
            _countedFrom = time.GetUtcNow();
        }

        Shown.Reset();
        Interlocked.Exchange(ref _created, 0);
        Interlocked.Exchange(ref _rows, 0);
    }

    private void CleanUp(Batch batch)
    {
        files.TryRemove(batch.OutputFileId, out _);
        files.TryRemove(batch.ErrorFileId, out _);
        lock (_tallyLock)
        {
            AddIfEnded(_dropped, batch, _countedFrom, time.GetUtcNow());
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
        };
}
