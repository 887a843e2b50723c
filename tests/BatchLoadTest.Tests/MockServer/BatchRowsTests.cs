using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using BatchLoadTest.MockServer.Options;

namespace BatchLoadTest.Tests.MockServer;

/// <summary>What a control layer has beside OpenAI's API: rows of a batch, searches, and lists narrowed down.</summary>
public sealed class BatchRowsTests
{
    [Fact]
    public async Task Results_AreTheRowsInTheirOrder_WithWhatWasAskedAndAnswered()
    {
        await using var mock = await MockService.StartAsync(new() { RowFailRate = 0.3, OutputErrorRate = 0.3 });
        var id = await mock.CreatedAsync(20);
        var batch = await mock.EndedAsync(id);

        var (rows, headers) = await RowsAsync(mock, id);

        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"row-{i}"), MockService.Ids(rows), StringComparer.Ordinal);
        Assert.Equal(("false", "20"), headers);
        var counts = batch.GetProperty("request_counts");
        Assert.Equal(counts.GetProperty("completed").GetInt32(), rows.Count(row => Status(row) == "completed"));
        Assert.Equal(counts.GetProperty("failed").GetInt32(), rows.Count(row => Status(row) == "failed"));
        var lines = (await mock.LinesAsync(MockService.Text(batch, "output_file_id")))
            .Concat(await mock.LinesAsync(MockService.Text(batch, "error_file_id")))
            .ToDictionary(line => MockService.Text(line, "custom_id"), StringComparer.Ordinal);
        Assert.All(rows, row => IsThatOf(row, lines[MockService.Text(row, "custom_id")]));
    }

    [Fact]
    public async Task Results_OfACancelledBatch_ArePendingWhereNothingWasDone()
    {
        await using var mock = await MockService.StartAsync(new() { BatchDuration = TimeSpan.FromSeconds(10) });
        var id = await mock.CreatedAsync(40);
        mock.Time.Advance(TimeSpan.FromSeconds(5));
        var (running, headers) = await RowsAsync(mock, id);
        using var cancel = await mock.Http.PostAsync($"{mock.Api}/batches/{id}/cancel", null);
        await mock.EndedAsync(id);

        Assert.Equal(20, running.Count(row => Status(row) == "completed"));
        Assert.Equal("true", headers.Incomplete);
        Assert.Equal(20, (await RowsAsync(mock, id, "?status=pending")).Rows.Count);
        Assert.All(
            (await RowsAsync(mock, id, "?status=pending")).Rows,
            row => Assert.Equal(JsonValueKind.Null, row.GetProperty("response_body").ValueKind)
        );
    }

    [Theory]
    [InlineData("", 40, "false", "40")]
    [InlineData("?skip=30", 10, "false", "40")]
    [InlineData("?limit=15", 15, "true", "15")]
    [InlineData("?limit=15&skip=30", 10, "false", "40")]
    [InlineData("?limit=0", 1, "true", "1")]
    [InlineData("?limit=1000", 40, "false", "40")]
    [InlineData("?search=ROW-1", 11, "false", null)]
    [InlineData("?search=row-1&limit=5", 5, "true", "5")]
    [InlineData("?search=row-1&limit=11", 11, "false", "11")]
    [InlineData("?search=nobody", 0, "false", null)]
    public async Task LinesOfFilesAndRows_CanBePagedAndSearched(
        string query,
        int lines,
        string incomplete,
        string? last
    )
    {
        await using var mock = await MockService.StartAsync();
        var id = await mock.CreatedAsync(40);
        var batch = await mock.EndedAsync(id);
        foreach (var file in new[] { "input_file_id", "output_file_id" })
        {
            var (found, headers) = await RowsAsync(mock, $"files/{MockService.Text(batch, file)}/content", query, null);
            Assert.Equal(lines, found.Count);
            Assert.Equal((incomplete, last), headers);
        }

        var (rows, ofRows) = await RowsAsync(mock, id, query);
        Assert.Equal(lines, rows.Count);
        Assert.Equal((incomplete, last), ofRows);
    }

    [Fact]
    public async Task Results_AreNoOthersToGive()
    {
        await using var mock = await MockService.StartAsync(new() { Flavour = MockFlavour.OpenAI });
        var id = await mock.CreatedAsync(1);

        Assert.Equal(HttpStatusCode.NotFound, await mock.StatusAsync($"batches/{id}/results"));
    }

    [Theory]
    [InlineData("", "a b c d")]
    [InlineData("?status=in_progress", "d")]
    [InlineData("?status=completed", "a c")]
    [InlineData("?status=cancelled", "b")]
    [InlineData("?status=expired", "")]
    [InlineData("?completion_window=1h", "c")]
    [InlineData("?completion_window=1h,24h", "a b c d")]
    [InlineData("?search=THE-C", "c")]
    [InlineData("?created_after=2026-01-01T00:01:00Z", "d")]
    [InlineData("?created_before=2026-01-01T00:01:00Z&limit=2", "b c")]
    public async Task AListOfBatches_CanBeNarrowedDown(string query, string expected)
    {
        await using var mock = await MockService.StartAsync();
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in new[] { "a", "b", "c" })
        {
            names[await CreatedAsync(mock, name, name == "c" ? "1h" : "24h")] = name;
        }

        using var cancel = await mock.Http.PostAsync(
            $"{mock.Api}/batches/{names.Single(pair => pair.Value == "b").Key}/cancel",
            null
        );
        mock.Time.Advance(TimeSpan.FromMinutes(2));
        names[await CreatedAsync(mock, "d", "24h")] = "d";

        var page = (await mock.GetJsonAsync($"batches{query}")).GetProperty("data").EnumerateArray();

        Assert.Equal(expected, string.Join(' ', page.Select(batch => names[MockService.Text(batch, "id")]).Order()));
    }

    [Fact]
    public async Task AListOfBatches_SaysWhatTheyUsed_WhereThatIsAskedFor()
    {
        await using var mock = await MockService.StartAsync();
        var id = await mock.CreatedAsync(3);
        await mock.EndedAsync(id);

        var listed = (await mock.GetJsonAsync("batches?include=analytics")).GetProperty("data")[0];
        var plain = (await mock.GetJsonAsync("batches")).GetProperty("data")[0];

        Assert.Equal(
            (await mock.GetJsonAsync($"batches/{id}/analytics")).GetRawText(),
            listed.GetProperty("analytics").GetRawText()
        );
        Assert.False(plain.TryGetProperty("analytics", out _));
        Assert.Equal(HttpStatusCode.BadRequest, await mock.StatusAsync("batches?status=running"));
    }

    private static string Status(JsonElement row) => MockService.Text(row, "status");

    private static void IsThatOf(JsonElement row, JsonElement line)
    {
        Assert.Equal("m", MockService.Text(row, "model"));
        Assert.Equal("m", MockService.Text(row.GetProperty("input_body"), "model"));
        Assert.Equal(MockService.Text(line, "id"), $"batch_req_{MockService.Text(row, "id")}");
        if (Status(row) == "completed")
        {
            Assert.Equal(
                line.GetProperty("response").GetProperty("body").GetRawText(),
                row.GetProperty("response_body").GetRawText()
            );
            Assert.Null(row.GetProperty("error").GetString());
        }
        else
        {
            Assert.Equal(MockService.Text(line.GetProperty("error"), "message"), MockService.Text(row, "error"));
        }
    }

    private static Task<(List<JsonElement> Rows, (string? Incomplete, string? LastLine) Headers)> RowsAsync(
        MockService mock,
        string batch,
        string query = ""
    ) => RowsAsync(mock, $"batches/{batch}/results", query, "application/x-ndjson");

    private static async Task<(List<JsonElement>, (string?, string?))> RowsAsync(
        MockService mock,
        string path,
        string query,
        string? type
    )
    {
        using var answer = await mock.Http.GetAsync($"{mock.Api}/{path}{query}");
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        Assert.Equal(type ?? "application/x-ndjson", answer.Content.Headers.ContentType?.MediaType);
        return (
            [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(MockService.Parse)],
            (Header(answer, "X-Incomplete"), Header(answer, "X-Last-Line"))
        );
    }

    private static string? Header(HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) ? values.Single() : null;

    private static async Task<string> CreatedAsync(MockService mock, string name, string window)
    {
        using var answer = await mock.PostAsync(
            "batches",
            new JsonObject
            {
                ["input_file_id"] = await mock.UploadedAsync(MockService.Rows(1)),
                ["endpoint"] = "/v1/chat/completions",
                ["completion_window"] = window,
                ["metadata"] = new JsonObject { ["name"] = $"the-{name}" },
            }
        );
        return MockService.Text(await MockService.JsonAsync(answer), "id");
    }
}
