using System.Net;
using System.Text.Json;
using BatchLoadTest.MockServer.Options;

namespace BatchLoadTest.Tests.MockServer;

/// <summary>The differences between the two services, each seen from both sides.</summary>
public sealed class FlavourTests
{
    [Theory]
    [InlineData(MockFlavour.ControlLayer, HttpStatusCode.Created)]
    [InlineData(MockFlavour.OpenAI, HttpStatusCode.OK)]
    public async Task Upload_And_Create_AnswerWithTheFlavoursStatus(MockFlavour flavour, HttpStatusCode expected)
    {
        await using var mock = await StartAsync(flavour);
        using var upload = await mock.UploadAsync(MockService.Rows(1));
        using var create = await mock.CreateAsync(MockService.Text(await MockService.JsonAsync(upload), "id"));

        Assert.Equal(expected, upload.StatusCode);
        Assert.Equal(expected, create.StatusCode);
    }

    [Fact]
    public async Task ControlLayer_LeavesAbsentMembersOut_AndNamesItsFilesFromTheStart()
    {
        await using var mock = await StartAsync(MockFlavour.ControlLayer);
        var batch = await mock.BatchAsync(await mock.CreatedAsync(1));

        Assert.False(batch.TryGetProperty("completed_at", out _));
        Assert.False(batch.TryGetProperty("errors", out _));
        Assert.Empty(await mock.LinesAsync(MockService.Text(batch, "output_file_id")));
        Assert.Empty(await mock.LinesAsync(MockService.Text(batch, "error_file_id")));
        Assert.True(Guid.TryParse(MockService.Text(batch, "id"), out _));
    }

    [Fact]
    public async Task OpenAI_WritesNulls_AndNamesAFileOnceThereIsSomethingInIt()
    {
        await using var mock = await StartAsync(MockFlavour.OpenAI);
        var id = await mock.CreatedAsync(1);
        var running = await mock.BatchAsync(id);
        var ended = await mock.EndedAsync(id);

        Assert.Equal(JsonValueKind.Null, running.GetProperty("completed_at").ValueKind);
        Assert.Equal(JsonValueKind.Null, running.GetProperty("errors").ValueKind);
        Assert.Equal(JsonValueKind.Null, running.GetProperty("output_file_id").ValueKind);
        Assert.StartsWith("file-", MockService.Text(ended, "output_file_id"), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, ended.GetProperty("error_file_id").ValueKind);
        Assert.StartsWith("batch_", id, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(MockFlavour.ControlLayer, "failed", 0)]
    [InlineData(MockFlavour.OpenAI, "completed", 0)]
    public async Task NoRowSucceeded_IsFailedOrCompleted(MockFlavour flavour, string status, int completed)
    {
        await using var mock = await StartAsync(flavour, new MockServerOptions { RowFailRate = 1 });
        var batch = await mock.EndedAsync(await mock.CreatedAsync(4));

        Assert.Equal(status, MockService.Text(batch, "status"));
        Assert.Equal(completed, batch.GetProperty("request_counts").GetProperty("completed").GetInt32());
        Assert.Equal(4, (await mock.LinesAsync(MockService.Text(batch, "error_file_id"))).Count);
    }

    [Fact]
    public async Task OpenAI_ExpiresABatch_WithTheRowsThatGotNoTurnInItsErrorFile()
    {
        await using var mock = await StartAsync(MockFlavour.OpenAI, new MockServerOptions { ExpireRate = 1 });
        var batch = await mock.EndedAsync(await mock.CreatedAsync(10));

        Assert.Equal("expired", MockService.Text(batch, "status"));
        Assert.Equal(JsonValueKind.Number, batch.GetProperty("expired_at").ValueKind);
        Assert.Equal(JsonValueKind.Null, batch.GetProperty("completed_at").ValueKind);
        Assert.Equal(5, (await mock.LinesAsync(MockService.Text(batch, "output_file_id"))).Count);
        var errors = await mock.LinesAsync(MockService.Text(batch, "error_file_id"));
        Assert.Equal(5, errors.Count);
        Assert.All(errors, line => Assert.Equal("batch_expired", MockService.Text(line.GetProperty("error"), "code")));
    }

    [Fact]
    public async Task ControlLayer_CompletesALateBatch_AfterItsDeadline()
    {
        await using var mock = await StartAsync(MockFlavour.ControlLayer, new MockServerOptions { ExpireRate = 1 });
        var batch = await mock.EndedAsync(await mock.CreatedAsync(10));

        Assert.Equal("completed", MockService.Text(batch, "status"));
        Assert.True(batch.GetProperty("completed_at").GetInt64() > batch.GetProperty("expires_at").GetInt64());
        Assert.Equal(batch.GetProperty("expires_at").GetInt64(), batch.GetProperty("expired_at").GetInt64());
    }

    [Fact]
    public async Task ControlLayer_SaysExpiredAt_OfABatchThatCompletedInTime_OnceTheDeadlineHasPassed()
    {
        await using var mock = await StartAsync(
            MockFlavour.ControlLayer,
            new MockServerOptions { FileLife = TimeSpan.FromDays(3) }
        );
        var id = await mock.CreatedAsync(1);
        Assert.False((await mock.EndedAsync(id)).TryGetProperty("expired_at", out _));

        mock.Time.Advance(TimeSpan.FromDays(1));

        var batch = await mock.BatchAsync(id);
        Assert.Equal("completed", MockService.Text(batch, "status"));
        Assert.True(batch.GetProperty("completed_at").GetInt64() < batch.GetProperty("expired_at").GetInt64());
    }

    [Fact]
    public async Task ControlLayer_DeletesABatchWithItsInput()
    {
        await using var mock = await StartAsync(MockFlavour.ControlLayer);
        var file = await mock.UploadedAsync(MockService.Rows(1));
        var id = await mock.CreatedAsync(file);
        var batch = await mock.EndedAsync(id);

        using var deleted = await mock.Http.DeleteAsync($"{mock.Api}/files/{file}");

        Assert.True((await MockService.JsonAsync(deleted)).GetProperty("deleted").GetBoolean());
        Assert.Equal(HttpStatusCode.NotFound, await mock.StatusAsync($"batches/{id}"));
        Assert.Equal(
            HttpStatusCode.NotFound,
            await mock.StatusAsync($"files/{MockService.Text(batch, "output_file_id")}")
        );
    }

    [Fact]
    public async Task OpenAI_KeepsABatchAndItsResults_WhenItsInputIsDeleted()
    {
        await using var mock = await StartAsync(MockFlavour.OpenAI);
        var file = await mock.UploadedAsync(MockService.Rows(3));
        var batch = await mock.EndedAsync(await mock.CreatedAsync(file));

        using var deleted = await mock.Http.DeleteAsync($"{mock.Api}/files/{file}");

        Assert.Equal(HttpStatusCode.NotFound, await mock.StatusAsync($"files/{file}"));
        Assert.Equal(3, (await mock.LinesAsync(MockService.Text(batch, "output_file_id"))).Count);
    }

    [Theory]
    [InlineData(MockFlavour.ControlLayer, HttpStatusCode.OK)]
    [InlineData(MockFlavour.OpenAI, HttpStatusCode.Conflict)]
    public async Task CancellingAnEndedBatch_IsTakenOrRefused(MockFlavour flavour, HttpStatusCode expected)
    {
        await using var mock = await StartAsync(flavour);
        var id = await mock.CreatedAsync(1);
        await mock.EndedAsync(id);

        using var answer = await mock.Http.PostAsync($"{mock.Api}/batches/{id}/cancel", null);

        Assert.Equal(expected, answer.StatusCode);
        // A control layer calls it cancelled then, and only the stamp tells that it had ended.
        var shown = await mock.BatchAsync(id);
        Assert.Equal(
            flavour == MockFlavour.ControlLayer ? "cancelled" : "completed",
            MockService.Text(shown, "status")
        );
        Assert.True(shown.TryGetProperty("completed_at", out _));
    }

    [Fact]
    public async Task ControlLayer_WritesAnInputFileAnew_SoThatOnlyItsMeaningIsTheSame()
    {
        await using var mock = await StartAsync(MockFlavour.ControlLayer);
        const string row = """
            {"url":"/v1/chat/completions","custom_id":"a","extra":1,"method":"POST","body":{"model":"m","priority":1,"max_tokens":[2, 3]}}
            """;
        var file = await mock.UploadedAsync(row);

        var content = await mock.Http.GetStringAsync($"{mock.Api}/files/{file}/content");

        Assert.Equal(
            """{"custom_id":"a","method":"POST","url":"/v1/chat/completions","body":{"max_tokens":[2, 3],"model":"m"}}"""
                + "\n",
            content
        );
    }

    [Fact]
    public async Task OpenAI_GivesAnInputFileBackByteForByte()
    {
        await using var mock = await StartAsync(MockFlavour.OpenAI);
        var input = MockService.Rows(3) + "\n\n";
        var file = await mock.UploadedAsync(input);

        Assert.Equal(input, await mock.Http.GetStringAsync($"{mock.Api}/files/{file}/content"));
    }

    [Theory]
    [InlineData(MockFlavour.ControlLayer)]
    [InlineData(MockFlavour.OpenAI)]
    public async Task AnError_IsPlainTextOrJson(MockFlavour flavour)
    {
        await using var mock = await StartAsync(flavour);
        using var answer = await mock.Http.GetAsync($"{mock.Api}/batches/{Guid.NewGuid()}");
        var body = await answer.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        if (flavour == MockFlavour.OpenAI)
        {
            var error = MockService.Parse(body).GetProperty("error");
            Assert.Equal("invalid_request_error", MockService.Text(error, "type"));
            Assert.StartsWith("No batch found", MockService.Text(error, "message"), StringComparison.Ordinal);
        }
        else
        {
            Assert.Equal("text/plain", answer.Content.Headers.ContentType?.MediaType);
            Assert.StartsWith("Batch with ID", body, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/ai/v1")]
    [InlineData("/v1")]
    [InlineData("/openai/v1")]
    [InlineData("/openai")]
    public async Task EveryBase_IsServed_WhateverTheFlavour(string apiBase)
    {
        await using var mock = await StartAsync(MockFlavour.ControlLayer);
        var file = await mock.UploadedAsync(MockService.Rows(1));

        using var answer = await mock.Http.GetAsync($"{apiBase}/files/{file}");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private static Task<MockService> StartAsync(MockFlavour flavour, MockServerOptions? options = null) =>
        MockService.StartAsync((options ?? new MockServerOptions()) with { Flavour = flavour });
}
