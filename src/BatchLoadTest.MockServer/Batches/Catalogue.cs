using BatchLoadTest.MockServer.Options;
using BatchLoadTest.MockServer.Storage;

namespace BatchLoadTest.MockServer.Batches;

/// <summary>All that the server keeps of the API's objects: files, batches, what ids they get and how long they stay.</summary>
internal sealed class Catalogue
{
    private readonly Retention retention;

    public Catalogue(MockServerOptions options, ContentStore contents, TimeProvider time)
    {
        Ids = new IdSource(options.Flavour);
        Files = new FileStore();
        Batches = new BatchStore(Files, new CapacityLimit(options.CapacityLimit), time);
        retention = new Retention(options, Files, Batches, contents);
    }

    public IdSource Ids { get; }

    public FileStore Files { get; }

    public BatchStore Batches { get; }

    /// <summary>Adds an upload, and drops what is too old or too much.</summary>
    public void Add(StoredFile upload)
    {
        Files.Add(upload);
        retention.Sweep(upload.CreatedAt);
    }

    /// <summary>Adds a batch of an upload likewise; false if the upload has gone meanwhile.</summary>
    public bool TryAdd(Batch batch, StoredFile upload)
    {
        if (!Batches.TryAdd(batch, upload))
        {
            return false;
        }

        retention.Sweep(batch.Plan.CreatedAt);
        return true;
    }
}
