using System.Net.Http;
using System.Text;
using System.Text.Json;
using BatchLoadTest.Authentication;
using BatchLoadTest.BatchApi;
using BatchLoadTest.BatchApi.Http;
using BatchLoadTest.Checks.Exhibits;
using BatchLoadTest.Checks.Http;

namespace BatchLoadTest.Checks;

/// <summary>What checks look at, and what they have found for those after them. One check at a time.</summary>
public sealed class CheckScene
{
    // Some checks create several things at once.
    private readonly Lock gate = new();
    private readonly List<string> files = [];
    private readonly List<string> batches = [];
    private readonly Dictionary<string, Batch> ended = new(StringComparer.Ordinal);
    private readonly List<string> unsure = [];
    private readonly List<string> unsureBatches = [];
    private readonly List<BatchWatch> watches = [];

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

    /// <summary>What checks have made for those after them.</summary>
    public CheckExhibits Exhibits { get; } = new();

    /// <summary>The first model that the data names.</summary>
    public string Model => Data.Models is [var first, ..] ? first : "load-test";

    /// <summary>A file is at the service.</summary>
    public void CreatedFile(string? id)
    {
        if (id is not null)
        {
            lock (gate)
            {
                files.Add(id);
            }
        }
    }

    /// <summary>The answer to an upload: its file is at the service, or may be.</summary>
    public void NoteFile(CheckAnswer answer)
    {
        if (answer.IsSuccess && answer.Text("id") is { } id)
        {
            CreatedFile(id);
        }
        else if (answer.IsSuccess || MayHaveWorked(answer))
        {
            Note(unsure, $"an uploaded file may be there: its answer is {answer.Words}");
        }
    }

    /// <summary>The answer to a create request that names no batch: there may be one.</summary>
    public void NoteBatch(CheckAnswer answer)
    {
        if (answer.IsSuccess || MayHaveWorked(answer))
        {
            Note(unsureBatches, $"a batch may be there: its answer is {answer.Words}");
        }
    }

    /// <summary>A list shows no batch besides those that were answered: what was not answered was not done.</summary>
    internal void SeeAllBatches()
    {
        lock (gate)
        {
            unsureBatches.Clear();
        }
    }

    private void Note(List<string> lines, string line)
    {
        lock (gate)
        {
            lines.Add(line);
        }
    }

    // What was answered so, or not at all, may be done all the same.
    private static bool MayHaveWorked(CheckAnswer answer) => answer.Status is null or 408 or >= 500;

    /// <summary>The batch that an answer tells of; null where it is none, and why.</summary>
    internal Batch? BatchOf(CheckAnswer answer, out string? problem)
    {
        try
        {
            problem = null;
            return BatchJson.Parse(Encoding.UTF8.GetBytes(answer.Body), Options.Dialect);
        }
        catch (Exception exception) when (exception is JsonException or FormatException)
        {
            problem = Redact(exception.Message);
            return null;
        }
    }

    /// <summary>A batch is at the service.</summary>
    public void CreatedBatch(string? id)
    {
        if (id is not null)
        {
            lock (gate)
            {
                batches.Add(id);
            }
        }
    }

    /// <summary>The batches that are at the service, in the order in which they were answered.</summary>
    internal IReadOnlyList<string> CreatedBatches
    {
        get
        {
            lock (gate)
            {
                return [.. batches.Distinct(StringComparer.Ordinal)];
            }
        }
    }

    /// <summary>A batch is at the service no more.</summary>
    internal void NoteGone(string batch)
    {
        lock (gate)
        {
            batches.Remove(batch);
        }
    }

    /// <summary>A batch that nothing need be done about at the end, where it has ended or is about to.</summary>
    internal void NoteEnd(Batch? batch)
    {
        if (batch is { Status: { IsTerminal: true } or { State: BatchState.Cancelling } })
        {
            ended[batch.Id] = batch;
        }
    }

    /// <summary>Whether a file is one that a check has uploaded.</summary>
    internal bool HasUploaded(string file)
    {
        lock (gate)
        {
            return files.Contains(file);
        }
    }

    /// <summary>Whether a batch is one that a check has created.</summary>
    internal bool HasCreated(string batch)
    {
        lock (gate)
        {
            return batches.Contains(batch);
        }
    }

    /// <summary>The page of a list that an answer is; null where it is none.</summary>
    internal static ListPage? PageOf(CheckAnswer answer)
    {
        try
        {
            return answer.IsSuccess ? ListJson.Parse(Encoding.UTF8.GetBytes(answer.Body)) : null;
        }
        catch (JsonException)
        {
            return null;
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
        NoteFile(answer);
        return answer;
    }

    /// <summary>Uploads by a form as it is.</summary>
    /// <param name="form">The form.</param>
    /// <param name="cancellationToken">There is no more time.</param>
    /// <param name="authorization">Another key than the run's, in the way its header wants it.</param>
    public async Task<CheckAnswer> UploadAsync(
        CheckBody form,
        CancellationToken cancellationToken,
        string? authorization = null
    )
    {
        var answer = await Client.SendAsync(HttpMethod.Post, Paths.Files, cancellationToken, form, authorization);
        NoteFile(answer);
        return answer;
    }

    /// <summary>Sends a create request. What it creates is removed at the end.</summary>
    /// <param name="json">The request's body.</param>
    /// <param name="cancellationToken">There is no more time.</param>
    /// <param name="headers">Further headers.</param>
    public Task<CheckAnswer> CreateAsync(
        string json,
        CancellationToken cancellationToken,
        IReadOnlyList<KeyValuePair<string, string>>? headers = null
    ) => CreateAsync(CheckBody.Text(json), cancellationToken, headers: headers);

    /// <summary>Sends a create request as it is.</summary>
    /// <param name="body">The request's body.</param>
    /// <param name="cancellationToken">There is no more time.</param>
    /// <param name="authorization">Another key than the run's, in the way its header wants it.</param>
    /// <param name="headers">Further headers.</param>
    public async Task<CheckAnswer> CreateAsync(
        CheckBody body,
        CancellationToken cancellationToken,
        string? authorization = null,
        IReadOnlyList<KeyValuePair<string, string>>? headers = null
    )
    {
        var answer = await Client.SendAsync(
            HttpMethod.Post,
            Paths.Batches,
            cancellationToken,
            body,
            authorization,
            headers: headers
        );
        if (answer.IsSuccess && BatchOf(answer, out _) is { } batch)
        {
            CreatedBatch(batch.Id);
        }
        else
        {
            NoteBatch(answer);
        }

        return answer;
    }

    /// <summary>The body of a right create request.</summary>
    /// <param name="file">The file.</param>
    /// <param name="mark">What it is for, as metadata <c>check</c>.</param>
    public string CreateBody(string file, string mark = "any") =>
        Encoding.UTF8.GetString(
            new BatchRequest(file, Data.Endpoint, Data.Window, "check", "check")
            {
                Metadata = [new("check", mark)],
            }.ToJson()
        );

    /// <summary>Polls a batch from now to its end, beside what else is looked at.</summary>
    /// <param name="created">The answer to its create request.</param>
    /// <returns>Null where the answer tells of no batch.</returns>
    public BatchWatch? Watch(CheckAnswer created)
    {
        if (!created.IsSuccess || BatchOf(created, out _) is not { } batch)
        {
            return null;
        }

        var watch = new BatchWatch(
            created,
            batch,
            Client,
            Paths.Batch(batch.Id),
            answer => BatchOf(answer, out _),
            TimeProvider
        );
        watches.Add(watch);
        return watch;
    }

    /// <summary>Removes what was created. Returns what could not be removed, a line each.</summary>
    public async Task<IReadOnlyList<string>> CleanUpAsync(CancellationToken cancellationToken)
    {
        foreach (var watch in watches)
        {
            await watch.DisposeAsync();
        }

        return
        [
            .. unsure,
            .. unsureBatches,
            .. await new CheckCleanUp(this).RunAsync(
                CreatedBatches,
                [.. files.Distinct(StringComparer.Ordinal)],
                cancellationToken
            ),
        ];
    }

    /// <summary>A batch that is known to have ended; null of one of which that is not known.</summary>
    internal Batch? EndedBatch(string id) =>
        Batch is { Status.IsTerminal: true } own && own.Id == id
            ? own
            : ended.GetValueOrDefault(id) ?? watches.Find(watch => watch.First.Id == id && watch.HasEnded)?.Last;
}
