using System.Net.Http;
using System.Text;
using BatchLoadTest.BatchApi;
using BatchLoadTest.BatchApi.Dialects;
using BatchLoadTest.BatchApi.Http;
using BatchLoadTest.Measurements;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.BatchApi.Dialects;

/// <summary>What each fact of a dialect does to requests and to what is read of answers.</summary>
public sealed class DialectTests
{
    private static readonly Dialect Odd = new()
    {
        Name = "odd",
        Service = "an odd service",
        ApiBase = "/odd",
        ApiVersion = "2030 & later",
        KeyHeader = "X-Odd-Key",
        KeyPrefix = "Odd ",
        Purpose = "odd batch",
        UploadFields = [new("expires_after[anchor]", "created_at"), new("expires_after[seconds]", "3600")],
        PendingFileWords = ["cooking"],
        OwnStatusWords = [new(BatchState.Finalizing, "done")],
        OwnMembers = [new("results", BatchMember.OutputFile), new("numbers", BatchMember.Counts)],
        OwnRefusals = [new(418, "teapot", Refusal.Model)],
        IncompleteHeader = "X-Partial",
    };

    public static TheoryData<string, string> Requests =>
        new()
        {
            { "upload", "POST /odd/files?api-version=2030%20%26%20later" },
            { "metadata", "GET /odd/files/f?api-version=2030%20%26%20later" },
            { "content", "GET /odd/files/f/content?api-version=2030%20%26%20later" },
            { "create", "POST /odd/batches?api-version=2030%20%26%20later" },
            { "poll", "GET /odd/batches/b?api-version=2030%20%26%20later" },
            { "cancel", "POST /odd/batches/b/cancel?api-version=2030%20%26%20later" },
            { "delete", "DELETE /odd/files/f?api-version=2030%20%26%20later" },
            { "files", "GET /odd/files?purpose=odd%20batch&limit=100&after=x&api-version=2030%20%26%20later" },
            { "batches", "GET /odd/batches?limit=100&after=x&api-version=2030%20%26%20later" },
        };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task EveryRequest_HasItsPathQueryAndKey(string request, string line)
    {
        using var handler = new StubHandler(_ => Answer.Batch("validating"));
        using var connection = Connecting.To(handler, TimeProvider.System, options: Options(Odd));
        var client = new BatchApiClient(connection, new ApiPaths(Options(Odd)));

        await SendAsync(client, request);

        var sent = Assert.Single(handler.Requests);
        Assert.Equal(line, $"{sent.Method} {sent.Uri.PathAndQuery}");
        Assert.Contains("X-Odd-Key: Odd sk-1", sent.Headers, StringComparison.Ordinal);
        Assert.DoesNotContain("Authorization", sent.Headers, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task WithoutVersion_NoQueryAndTheUsualHeader()
    {
        var plain = Odd.WithVersion(null) with { KeyHeader = "Authorization" };
        using var handler = new StubHandler(_ => Answer.Batch("validating"));
        using var connection = Connecting.To(handler, TimeProvider.System, options: Options(plain));

        await SendAsync(new BatchApiClient(connection, new ApiPaths(Options(plain))), "poll");

        Assert.Equal("/odd/batches/b", Assert.Single(handler.Requests).Uri.PathAndQuery);
        Assert.Contains("Authorization: Odd sk-1", handler.Requests[0].Headers, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Upload_HasPurposeAndFieldsInOrderBeforeTheFile()
    {
        using var handler = new StubHandler(_ => Answer.Json("""{"id":"f"}"""));
        using var connection = Connecting.To(handler, TimeProvider.System, options: Options(Odd));

        await SendAsync(new BatchApiClient(connection, new ApiPaths(Options(Odd))), "upload");

        var body = Assert.Single(handler.Requests).Body;
        string[] parts =
        [
            "name=\"purpose\"\r\n\r\nodd batch\r\n",
            "name=\"expires_after[anchor]\"\r\n\r\ncreated_at\r\n",
            "name=\"expires_after[seconds]\"\r\n\r\n3600\r\n",
            "name=\"file\"; filename=",
        ];
        var places = parts.Select(part => body.IndexOf(part, StringComparison.Ordinal)).ToList();
        Assert.DoesNotContain(-1, places);
        Assert.Equal(places.Order(), places);
    }

    [Fact]
    public void Batch_OwnWordsComeFirst_AndOwnMembersAreRead()
    {
        const string Body = """
            {"id":"b","status":"DONE","results":"out-1","numbers":{"total":5,"completed":4,"failed":1},"error_file":"err-1"}
            """;

        var batch = BatchJson.Parse(Encoding.UTF8.GetBytes(Body), Odd);

        Assert.Equal(BatchState.Finalizing, batch.Status.State);
        Assert.Equal(("out-1", "err-1"), (batch.OutputFileId, batch.ErrorFileId));
        Assert.Equal(new RequestCounts(5, 4, 1), batch.Counts);
        // For everybody else it is a completed batch, and those members are unknown.
        var other = BatchJson.Parse(Encoding.UTF8.GetBytes(Body));
        Assert.Equal(BatchState.Completed, other.Status.State);
        Assert.Equal((null, null), (other.OutputFileId, other.Counts));
    }

    [Theory]
    [InlineData("""{"id":"f","status":"Cooking"}""", true)]
    [InlineData("""{"file":{"id":"f","status":"cooking"}}""", true)]
    [InlineData("""{"id":"f","status":"processed"}""", false)]
    [InlineData("""{"id":"f","status":null}""", false)]
    [InlineData("""{"id":"f"}""", false)]
    public void File_IsPendingByTheDialectsWords(string body, bool pending)
    {
        Assert.Equal(pending, FileJson.Parse(Encoding.UTF8.GetBytes(body), Odd).IsPending);
        Assert.False(FileJson.Parse(Encoding.UTF8.GetBytes(body)).IsPending);
    }

    [Theory]
    [InlineData(418, "I am a Teapot", Refusal.Model)]
    [InlineData(418, "no", null)]
    [InlineData(429, "quota", Refusal.Quota)]
    public async Task Refusal_OwnRulesBeforeTheKnownOnes(int status, string words, Refusal? refusal)
    {
        using var handler = new StubHandler(_ => Answer.Text(status, words));
        using var connection = Connecting.To(handler, TimeProvider.System, options: Options(Odd));
        var client = new BatchApiClient(connection, new ApiPaths(Options(Odd)));

        var answer = await client.GetBatchAsync("b", authorization: null);

        Assert.Equal(refusal, Refusals.Of(answer.ToMeasurement(Step.Poll, answer.Outcome)));
    }

    [Theory]
    [InlineData("X-Partial", true)]
    [InlineData("X-Incomplete", false)]
    public async Task Download_IsIncompleteByTheDialectsHeader(string header, bool incomplete)
    {
        using var handler = new StubHandler(_ =>
        {
            var answer = Answer.Text(200, "{}");
            answer.Headers.TryAddWithoutValidation(header, "true");
            return answer;
        });
        using var connection = Connecting.To(handler, TimeProvider.System, options: Options(Odd));
        var client = new BatchApiClient(connection, new ApiPaths(Options(Odd)));
        var content = new NotingConsumer();

        Assert.True((await client.DownloadAsync("f", content, authorization: null)).IsSuccess);

        Assert.Equal(incomplete, content.IsIncomplete);
    }

    private static BatchApiOptions Options(Dialect dialect) =>
        new()
        {
            Host = Connecting.StubHost,
            Dialect = dialect,
            ApiBase = dialect.ApiBase,
        };

    private static async Task SendAsync(BatchApiClient client, string request)
    {
        const string Key = "Odd sk-1";
        switch (request)
        {
            case "upload":
                await client.UploadAsync(new RepeatedBytes(10), Key);
                break;
            case "metadata":
                await client.GetFileAsync("f", Key);
                break;
            case "content":
                await client.DownloadAsync("f", new TextConsumer(), Key);
                break;
            case "create":
                await client.CreateBatchAsync(new BatchRequest("f", "/x", "24h", "run", "user"), Key);
                break;
            case "poll":
                await client.GetBatchAsync("b", Key);
                break;
            case "cancel":
                await client.CancelBatchAsync("b", Key);
                break;
            case "delete":
                await client.DeleteFileAsync("f", Key);
                break;
            case "files":
                await client.ListFilesAsync("x", Key);
                break;
            default:
                await client.ListBatchesAsync("x", Key);
                break;
        }
    }

    private sealed class NotingConsumer : IContentConsumer
    {
        public bool IsIncomplete { get; private set; }

        public void NoteIncomplete() => IsIncomplete = true;

        public void Consume(ReadOnlySpan<byte> bytes) { }

        public string? Complete() => null;
    }
}
