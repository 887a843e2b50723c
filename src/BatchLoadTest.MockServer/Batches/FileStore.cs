using System.Diagnostics.CodeAnalysis;
using BatchLoadTest.MockServer.Storage;

namespace BatchLoadTest.MockServer.Batches;

/// <summary>All files: uploads and results. Whoever removes a file here lets go of its content.</summary>
internal sealed class FileStore
{
    private readonly AgeingIndex<StoredFile> uploads = new(file => file.Id, file => file.Sequence);
    private readonly AgeingIndex<StoredFile> results = new(file => file.Id, file => file.Sequence);
    private long sequence;

    public int Uploads => uploads.Count;

    public long NextSequence() => Interlocked.Increment(ref sequence);

    public void Add(StoredFile file) => IndexOf(file).Add(file);

    public bool TryGet(string id, [MaybeNullWhen(false)] out StoredFile file) =>
        uploads.TryGet(id, out file) || results.TryGet(id, out file);

    /// <summary>False if it was not there any more.</summary>
    public bool TryRemove(string id, [MaybeNullWhen(false)] out StoredFile file)
    {
        if (!uploads.TryRemove(id, out file) && !results.TryRemove(id, out file))
        {
            return false;
        }

        file.Input.Content.Release();
        return true;
    }

    /// <summary>Drops the oldest upload if it is ripe.</summary>
    public bool TryDropOldest(Func<StoredFile, bool> isRipe)
    {
        if (!uploads.TryRemoveOldest(isRipe, out var file))
        {
            return false;
        }

        file.Input.Content.Release();
        return true;
    }

    /// <summary>The place of a file in the list, also of one that is gone; null for none.</summary>
    public long? PlaceOf(string id) => uploads.PlaceOf(id) ?? results.PlaceOf(id);

    /// <summary>One page of the files, by when they came.</summary>
    public List<StoredFile> Take(int limit, bool oldestFirst, Func<StoredFile, bool> matches)
    {
        var found = uploads.Take(limit, oldestFirst, matches);
        found.AddRange(results.Take(limit, oldestFirst, matches));
        found.Sort((a, b) => oldestFirst ? a.Sequence.CompareTo(b.Sequence) : b.Sequence.CompareTo(a.Sequence));
        return found.Count <= limit ? found : found.GetRange(0, limit);
    }

    private AgeingIndex<StoredFile> IndexOf(StoredFile file) => file.Purpose == FilePurpose.Input ? uploads : results;
}
