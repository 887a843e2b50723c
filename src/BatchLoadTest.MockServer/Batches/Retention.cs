using BatchLoadTest.MockServer.Options;
using BatchLoadTest.MockServer.Storage;

namespace BatchLoadTest.MockServer.Batches;

/// <summary>
/// Drops what is old or too much, so that a run of days fills neither memory nor disk. Runs with the requests that
/// add something and looks at the oldest only, so that it costs nothing while there is nothing to do.
/// </summary>
internal sealed class Retention(MockServerOptions options, FileStore files, BatchStore batches, ContentStore contents)
{
    /// <summary>A batch that still runs stays, and with it the content that its results need.</summary>
    public void Sweep(DateTimeOffset now)
    {
        while (files.TryDropOldest(file => IsOld(file, now) || files.Uploads > options.MaxStoredFiles)) { }

        while (
            batches.TryDropOldest(batch =>
                IsOld(batch, now) || (batches.Count > options.MaxStoredFiles && batch.EndsAt() <= now)
            )
        ) { }

        while (contents.TotalBytes > options.MaxStoredBytes && TryFree(now)) { }
    }

    private bool IsOld(StoredFile file, DateTimeOffset now) =>
        file.CreatedAt + options.FileLife <= now || (file.ExpiresAt <= now && !file.OutlivesExpiry);

    private bool IsOld(Batch batch, DateTimeOffset now) => batch.EndsAt() + options.FileLife <= now;

    private bool TryFree(DateTimeOffset now)
    {
        // Both, since a content goes with the last of its file and its results.
        var dropped = batches.TryDropOldest(batch => batch.EndsAt() <= now);
        return files.TryDropOldest(_ => true) || dropped;
    }
}
