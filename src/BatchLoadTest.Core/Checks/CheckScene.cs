using System.Net.Http;
using System.Text;
using BatchLoadTest.Authentication;
using BatchLoadTest.BatchApi;
using BatchLoadTest.BatchApi.Http;
using BatchLoadTest.Checks.Http;

namespace BatchLoadTest.Checks;

/// <summary>What checks look at, and what they have found for those after them. One check at a time.</summary>
public sealed class CheckScene
{
    private readonly List<string> files = [];
    private readonly List<string> batches = [];

    /// <summary>The service.</summary>
    public required BatchApiOptions Options { get; init; }

    /// <summary>Its addresses.</summary>
    public required ApiPaths Paths { get; init; }

    /// <summary>Sends requests.</summary>
    public required CheckClient Client { get; init; }

    /// <summary>The key of the run.</summary>
    public required SharedApiKey Key { get; init; }

    /// <summary>Where the key comes from, in words: an option or a variable.</summary>
    public required KeyOptions KeyOptions { get; init; }

    /// <summary>What the run would upload.</summary>
    public required CheckData Data { get; init; }

    /// <summary>The settings in one line, for a person.</summary>
    public required string Settings { get; init; }

    /// <summary>The dialect, and from what it is known.</summary>
    public required string DialectWords { get; init; }

    /// <summary>Takes secrets out of words and makes one line of them.</summary>
    public required Func<string, string> Redact { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider TimeProvider { get; init; }

    /// <summary>An uploaded file of one row; null until there is one.</summary>
    public string? FileId { get; set; }

    /// <summary>A batch of it that has ended; null until there is one.</summary>
    public Batch? Batch { get; set; }

    /// <summary>What is known of the first answer; null until there was one.</summary>
    public CheckAnswer? FirstAnswer { get; set; }

    /// <summary>A file is at the service.</summary>
    public void CreatedFile(string? id)
    {
        if (id is not null)
        {
            files.Add(id);
        }
    }

    /// <summary>A batch is at the service.</summary>
    public void CreatedBatch(string? id)
    {
        if (id is not null)
        {
            batches.Add(id);
        }
    }

    /// <summary>Uploads lines as a file of the dialect's purpose.</summary>
    public async Task<CheckAnswer> UploadAsync(
        string lines,
        CancellationToken cancellationToken,
        string name = "check.jsonl"
    )
    {
        var answer = await Client.SendAsync(
            HttpMethod.Post,
            Paths.Files,
            cancellationToken,
            CheckBody.Form(Encoding.UTF8.GetBytes(lines), name, ("purpose", Options.Dialect.Purpose))
        );
        if (answer.IsSuccess)
        {
            CreatedFile(answer.Text("id"));
        }

        return answer;
    }

    /// <summary>Removes what was created. Returns what could not be removed, a line each.</summary>
    public async Task<IReadOnlyList<string>> CleanUpAsync(CancellationToken cancellationToken)
    {
        List<string> left = [];
        foreach (var batch in batches)
        {
            // One that has ended refuses it, rightly.
            await TryAsync(HttpMethod.Post, Paths.Cancel(batch));
        }

        foreach (var file in files)
        {
            var answer = await TryAsync(HttpMethod.Delete, Paths.File(file));
            if (answer is not ({ IsSuccess: true } or { Status: 404 or 410 }))
            {
                left.Add($"file {file} could not be deleted: {answer?.Words ?? "no time was left"}");
            }
        }

        return left;

        async Task<CheckAnswer?> TryAsync(HttpMethod method, Uri address)
        {
            try
            {
                return await Client.SendAsync(method, address, cancellationToken);
            }
            catch (OperationCanceledException)
            {
                return null;
            }
        }
    }
}
