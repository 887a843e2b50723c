using System.Net;
using System.Text.Json;
using BatchLoadTest.MockServer.Options;

namespace BatchLoadTest.Tests.MockServer;

public sealed class LifecycleTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task ABatch_WalksThroughItsPhases_ByTheClock()
    {
        await using var mock = await MockService.StartAsync(Lasting(10));
        var id = await mock.CreatedAsync(10);

        Assert.Equal(("validating", 0), await SeenAsync(mock, id));
        mock.Time.Advance(Second);
        Assert.Equal(("in_progress", 0), await SeenAsync(mock, id));
        mock.Time.Advance(4 * Second);
        Assert.Equal(("in_progress", 5), await SeenAsync(mock, id));
        mock.Time.Advance(4 * Second);
        Assert.Equal(("finalizing", 10), await SeenAsync(mock, id));
        mock.Time.Advance(Second);
        Assert.Equal(("completed", 10), await SeenAsync(mock, id));
    }

    [Fact]
    public async Task ACompletedBatch_HasWholeSecondTimesInOrder()
    {
        await using var mock = await MockService.StartAsync(Lasting(10));
        var batch = await mock.EndedAsync(await mock.CreatedAsync(1));

        var created = batch.GetProperty("created_at").GetInt64();
        Assert.Equal(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds(), created);
        Assert.Equal(created + 1, batch.GetProperty("in_progress_at").GetInt64());
        Assert.Equal(created + 9, batch.GetProperty("finalizing_at").GetInt64());
        Assert.Equal(created + 10, batch.GetProperty("completed_at").GetInt64());
        Assert.Equal(created + (24 * 3600), batch.GetProperty("expires_at").GetInt64());
    }

    [Fact]
    public async Task ABatchWithoutDuration_IsValidatingWhenCreated_AndCompletedAtTheFirstPoll()
    {
        await using var mock = await MockService.StartAsync(Lasting(0));
        using var created = await mock.CreateAsync(await mock.UploadedAsync(MockService.Rows(2)));
        var batch = await MockService.JsonAsync(created);

        Assert.Equal("validating", MockService.Text(batch, "status"));
        Assert.Equal(("completed", 2), await SeenAsync(mock, MockService.Text(batch, "id")));
    }

    [Fact]
    public async Task Results_AreTheInputsRowsOnceEach_InAnotherOrder()
    {
        await using var mock = await MockService.StartAsync(Lasting(1));
        var batch = await mock.EndedAsync(await mock.CreatedAsync(50));

        var lines = await mock.LinesAsync(MockService.Text(batch, "output_file_id"));

        var expected = Enumerable.Range(0, 50).Select(i => $"row-{i}").ToList();
        var ids = MockService.Ids(lines).ToList();
        Assert.NotEqual(expected, ids);
        Assert.Equal(expected.Order(StringComparer.Ordinal), ids.Order(StringComparer.Ordinal));
        Assert.Equal(50, lines.Select(line => MockService.Text(line, "id")).Distinct(StringComparer.Ordinal).Count());
        Assert.All(lines, line => Assert.Equal(200, StatusOf(line)));
    }

    [Fact]
    public async Task ACustomIdWithEscapes_ComesBackAsTheSameText()
    {
        await using var mock = await MockService.StartAsync(Lasting(1));
        var file = await mock.UploadedAsync(MockService.Row("""a \"quoted\" \u0041 id"""));
        var batch = await mock.EndedAsync(await mock.CreatedAsync(file));

        var lines = await mock.LinesAsync(MockService.Text(batch, "output_file_id"));

        Assert.Equal(["a \"quoted\" A id"], MockService.Ids(lines), StringComparer.Ordinal);
    }

    [Fact]
    public async Task ARunningBatch_ShowsTheRowsDoneSoFar_AndSaysThatMoreWillCome()
    {
        await using var mock = await MockService.StartAsync(Lasting(10));
        var id = await mock.CreatedAsync(10);
        mock.Time.Advance(5 * Second);
        var output = MockService.Text(await mock.BatchAsync(id), "output_file_id");
        var early = MockService.Ids(await mock.LinesAsync(output)).ToList();
        Assert.Equal(5, early.Count);
        Assert.Equal(("true", "5"), await PageHeadersAsync(mock, output, ""));

        mock.Time.Advance(5 * Second);
        var all = MockService.Ids(await mock.LinesAsync(output)).ToList();
        Assert.Equal(10, all.Count);
        Assert.Equal(early, all.Take(5), StringComparer.Ordinal);
        Assert.Equal(("false", "10"), await PageHeadersAsync(mock, output, ""));
    }

    [Fact]
    public async Task AContent_CanBeReadPageByPage()
    {
        await using var mock = await MockService.StartAsync(Lasting(1));
        var batch = await mock.EndedAsync(await mock.CreatedAsync(10));
        var output = MockService.Text(batch, "output_file_id");
        var all = MockService.Ids(await mock.LinesAsync(output)).ToList();

        Assert.Equal(all.Take(4), MockService.Ids(await mock.LinesAsync(output, "?limit=4")), StringComparer.Ordinal);
        Assert.Equal(
            all.Skip(8),
            MockService.Ids(await mock.LinesAsync(output, "?skip=8&limit=4")),
            StringComparer.Ordinal
        );
        Assert.Equal(("true", "4"), await PageHeadersAsync(mock, output, "?limit=4"));
        Assert.Equal(("false", "10"), await PageHeadersAsync(mock, output, "?skip=8&limit=4"));
    }

    [Fact]
    public async Task ACancelledBatch_KeepsTheRowsDoneUntilThen()
    {
        await using var mock = await MockService.StartAsync(Lasting(10));
        var id = await mock.CreatedAsync(10);
        mock.Time.Advance(5 * Second);

        using var answer = await mock.Http.PostAsync($"{mock.Api}/batches/{id}/cancel", null);

        Assert.Equal("cancelling", MockService.Text(await MockService.JsonAsync(answer), "status"));
        mock.Time.Advance(Second);
        Assert.Equal(("cancelled", 5), await SeenAsync(mock, id));
        mock.Time.Advance(10 * Second);
        Assert.Equal(("cancelled", 5), await SeenAsync(mock, id));
        var batch = await mock.BatchAsync(id);
        Assert.Equal(5, (await mock.LinesAsync(MockService.Text(batch, "output_file_id"))).Count);
    }

    [Fact]
    public async Task Batches_AreListedNewestFirst_PageByPage()
    {
        await using var mock = await MockService.StartAsync();
        var file = await mock.UploadedAsync(MockService.Rows(1));
        var ids = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            ids.Insert(0, await mock.CreatedAsync(file));
        }

        var first = await mock.GetJsonAsync("batches?limit=2");
        var second = await mock.GetJsonAsync($"batches?limit=2&after={MockService.Text(first, "last_id")}");

        Assert.Equal(ids.Take(2), Listed(first), StringComparer.Ordinal);
        Assert.True(first.GetProperty("has_more").GetBoolean());
        Assert.Equal(ids.Skip(2), Listed(second), StringComparer.Ordinal);
        Assert.False(second.GetProperty("has_more").GetBoolean());
    }

    [Fact]
    public async Task Files_AreListedByAgeAndPurpose_UploadsAndResultsTogether()
    {
        await using var mock = await MockService.StartAsync();
        var older = await mock.UploadedAsync(MockService.Rows(1));
        var batch = await mock.BatchAsync(await mock.CreatedAsync(older));
        var newer = await mock.UploadedAsync(MockService.Rows(1));
        var results = new[] { MockService.Text(batch, "error_file_id"), MockService.Text(batch, "output_file_id") };

        Assert.Equal([newer, .. results, older], Listed(await mock.GetJsonAsync("files")), StringComparer.Ordinal);
        Assert.Equal(
            [.. results, older],
            Listed(await mock.GetJsonAsync($"files?after={newer}")),
            StringComparer.Ordinal
        );
        Assert.Equal(
            [older, newer],
            Listed(await mock.GetJsonAsync("files?purpose=batch&order=asc")),
            StringComparer.Ordinal
        );
    }

    private static MockServerOptions Lasting(int seconds) => new() { BatchDuration = seconds * Second };

    private static IEnumerable<string> Listed(JsonElement list) =>
        list.GetProperty("data").EnumerateArray().Select(item => MockService.Text(item, "id"));

    private static int StatusOf(JsonElement line) => line.GetProperty("response").GetProperty("status_code").GetInt32();

    private static async Task<(string Status, int Completed)> SeenAsync(MockService mock, string id)
    {
        var batch = await mock.BatchAsync(id);
        var completed = batch.GetProperty("request_counts").GetProperty("completed").GetInt32();
        return (MockService.Text(batch, "status"), completed);
    }

    private static async Task<(string Incomplete, string LastLine)> PageHeadersAsync(
        MockService mock,
        string file,
        string query
    )
    {
        using var response = await mock.Http.GetAsync($"{mock.Api}/files/{file}/content{query}");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/x-ndjson", response.Content.Headers.ContentType?.MediaType);
        return (
            response.Headers.GetValues("X-Incomplete").Single(),
            response.Headers.GetValues("X-Last-Line").Single()
        );
    }
}
