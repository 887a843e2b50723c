using System.Collections.Concurrent;
using BatchLoadTest.BatchApi.Dialects;

namespace BatchLoadTest.BatchApi.Http;

/// <summary>The addresses of one service. Ids are opaque and escaped into paths.</summary>
public sealed class ApiPaths
{
    /// <summary>Items of a list's page that are asked for: the most that every service takes.</summary>
    public const int PageSize = 100;

    private readonly ConcurrentDictionary<string, UploadFrame> frames = new(StringComparer.Ordinal);
    private readonly Func<string, UploadFrame> newFrame;

    // What every address ends in, where it is all of the query and where it is added to one.
    private readonly string query;
    private readonly string further;
    private readonly string root;
    private readonly string files;
    private readonly string batches;

    /// <summary>Addresses under <see cref="BatchApiOptions.Host"/> and <see cref="BatchApiOptions.ApiBase"/>.</summary>
    public ApiPaths(BatchApiOptions options)
    {
        root = options.Host.GetLeftPart(UriPartial.Authority) + options.ApiBase;
        Dialect = options.Dialect;
        var version = Dialect.Query;
        (query, further) = version.Length == 0 ? ("", "") : ("?" + version, "&" + version);
        files = root + "/files";
        batches = root + "/batches";
        Files = new Uri(files + query);
        Batches = new Uri(batches + query);
        Models = new Uri(root + "/models" + query);
        newFrame = name => new UploadFrame(name, Dialect);
    }

    /// <summary>Which service it is.</summary>
    public Dialect Dialect { get; }

    /// <summary>Upload.</summary>
    public Uri Files { get; }

    /// <summary>Create a batch.</summary>
    public Uri Batches { get; }

    /// <summary>One page of the list of uploaded files, newest first.</summary>
    /// <param name="after">The id behind which it begins; null for the first page.</param>
    public Uri FilePage(string? after) =>
        new($"{files}?purpose={Uri.EscapeDataString(Dialect.Purpose)}&limit={PageSize}{After(after)}{further}");

    /// <summary>One page of the list of batches, newest first.</summary>
    /// <param name="after">The id behind which it begins; null for the first page.</param>
    public Uri BatchPage(string? after) => new($"{batches}?limit={PageSize}{After(after)}{further}");

    /// <summary>The newest batch alone: the least that tells whether a key is admitted.</summary>
    public Uri NewestBatch => new($"{batches}?limit=1{further}");

    /// <summary>One file's metadata.</summary>
    public Uri File(string id) => new($"{files}/{Uri.EscapeDataString(id)}{query}");

    /// <summary>One file's content.</summary>
    public Uri Content(string id) => new($"{files}/{Uri.EscapeDataString(id)}/content{query}");

    /// <summary>One file's content from a line on, where the service leaves lines out (<see cref="Dialect.SkipQuery"/>).</summary>
    /// <param name="id">The file.</param>
    /// <param name="skip">Lines to leave out.</param>
    public Uri ContentFrom(string id, long skip) =>
        new($"{files}/{Uri.EscapeDataString(id)}/content?{Dialect.SkipQuery}={skip}{further}");

    /// <summary>One batch.</summary>
    public Uri Batch(string id) => new($"{batches}/{Uri.EscapeDataString(id)}{query}");

    /// <summary>Cancel a batch.</summary>
    public Uri Cancel(string id) => new($"{batches}/{Uri.EscapeDataString(id)}/cancel{query}");

    /// <summary>Have the failed rows of a batch done again.</summary>
    public Uri Retry(string id) => new($"{batches}/{Uri.EscapeDataString(id)}/retry{query}");

    /// <summary>Have single rows of a batch done again.</summary>
    public Uri RetryRows(string id) => new($"{batches}/{Uri.EscapeDataString(id)}/retry-requests{query}");

    /// <summary>The models that a key may use.</summary>
    public Uri Models { get; }

    /// <summary>What the rows of a batch took together.</summary>
    public Uri Analytics(string id) => new($"{batches}/{Uri.EscapeDataString(id)}/analytics{query}");

    /// <summary>What the service estimates that a batch of a file costs.</summary>
    public Uri CostEstimate(string id) => new($"{files}/{Uri.EscapeDataString(id)}/cost-estimate{query}");

    /// <summary>Any address of the service, such as <c>files/x?limit=1</c>.</summary>
    /// <param name="pathAndQuery">Under the base, escaped.</param>
    public Uri Under(string pathAndQuery) =>
        new($"{root}/{pathAndQuery}{(pathAndQuery.Contains('?', StringComparison.Ordinal) ? further : query)}");

    private static string After(string? id) => id is null ? "" : $"&after={Uri.EscapeDataString(id)}";

    internal UploadFrame FrameFor(string fileName) => frames.GetOrAdd(fileName, newFrame);
}
