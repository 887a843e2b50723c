using System.Collections.Concurrent;

namespace BatchLoadTest.BatchApi.Http;

/// <summary>The addresses of one service. Ids are opaque and escaped into paths.</summary>
public sealed class ApiPaths
{
    // The most that every service takes.
    private const int PageSize = 100;

    private readonly ConcurrentDictionary<string, UploadFrame> frames = new(StringComparer.Ordinal);
    private readonly string files;
    private readonly string batches;

    /// <summary>Addresses under <see cref="BatchApiOptions.Host"/> and <see cref="BatchApiOptions.ApiBase"/>.</summary>
    public ApiPaths(BatchApiOptions options)
    {
        var root = options.Host.GetLeftPart(UriPartial.Authority) + options.ApiBase;
        files = root + "/files";
        batches = root + "/batches";
        Files = new Uri(files);
        Batches = new Uri(batches);
    }

    /// <summary>Upload.</summary>
    public Uri Files { get; }

    /// <summary>Create a batch.</summary>
    public Uri Batches { get; }

    /// <summary>One page of the list of uploaded files, newest first.</summary>
    /// <param name="after">The id behind which it begins; null for the first page.</param>
    public Uri FilePage(string? after) => new($"{files}?purpose=batch&limit={PageSize}{After(after)}");

    /// <summary>One page of the list of batches, newest first.</summary>
    /// <param name="after">The id behind which it begins; null for the first page.</param>
    public Uri BatchPage(string? after) => new($"{batches}?limit={PageSize}{After(after)}");

    /// <summary>One file's metadata.</summary>
    public Uri File(string id) => new($"{files}/{Uri.EscapeDataString(id)}");

    /// <summary>One file's content.</summary>
    public Uri Content(string id) => new($"{files}/{Uri.EscapeDataString(id)}/content");

    /// <summary>One batch.</summary>
    public Uri Batch(string id) => new($"{batches}/{Uri.EscapeDataString(id)}");

    /// <summary>Cancel a batch.</summary>
    public Uri Cancel(string id) => new($"{batches}/{Uri.EscapeDataString(id)}/cancel");

    private static string After(string? id) => id is null ? "" : $"&after={Uri.EscapeDataString(id)}";

    internal UploadFrame FrameFor(string fileName) => frames.GetOrAdd(fileName, static name => new UploadFrame(name));
}
