using BatchLoadTest.MockServer.Options;
using BatchLoadTest.MockServer.Rows;

namespace BatchLoadTest.MockServer.Batches;

/// <summary>
/// A file of the API: an upload, or a batch's results, which are not stored but written from the upload's rows when
/// they are asked for.
/// </summary>
internal sealed class StoredFile
{
    private readonly Lock gate = new();
    private List<Batch>? batches;
    private int expiredMark;
    private int undeletedMark;
    private int isDeleted;

    public required string Id { get; init; }

    public required string Name { get; init; }

    public required FilePurpose Purpose { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Whether it is served after that too.</summary>
    public bool OutlivesExpiry { get; init; }

    /// <summary>The order in which files came, over uploads and results.</summary>
    public required long Sequence { get; init; }

    /// <summary>The requests in it, or those that its results answer. The file holds their content.</summary>
    public required InputRows Input { get; init; }

    /// <summary>Whose it is.</summary>
    public KeyOwner Owner { get; init; }

    /// <summary>The batch whose results these are; null for an upload.</summary>
    public Batch? Batch { get; init; }

    /// <summary>The batches made of this upload.</summary>
    public IReadOnlyList<Batch> Batches
    {
        get
        {
            lock (gate)
            {
                return batches is null ? [] : [.. batches];
            }
        }
    }

    /// <summary>Whether it is an upload that the service still works on.</summary>
    public bool IsPendingAt(DateTimeOffset now, TimeSpan processing) => Batch is null && now - CreatedAt < processing;

    /// <summary>Marks it as served after it had expired; false if it was marked.</summary>
    public bool TryMarkExpired() => Interlocked.Exchange(ref expiredMark, 1) == 0;

    /// <summary>Whether its deletion was answered as it should be, and it is here all the same.</summary>
    public bool IsDeleted => Volatile.Read(ref isDeleted) != 0;

    /// <summary>Notes that; false if it was noted.</summary>
    public bool TryMarkDeleted() => Interlocked.Exchange(ref isDeleted, 1) == 0;

    /// <summary>Marks it as served after that; false if it was marked.</summary>
    public bool TryMarkUndeleted() => Interlocked.Exchange(ref undeletedMark, 1) == 0;

    public void Add(Batch batch)
    {
        lock (gate)
        {
            (batches ??= []).Add(batch);
        }
    }
}
