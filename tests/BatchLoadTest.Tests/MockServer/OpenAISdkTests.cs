using System.ClientModel;
using System.ClientModel.Primitives;
using System.Text;
using System.Text.Json;
using BatchLoadTest.MockServer.Options;
using BatchLoadTest.MockServer.Server;
using OpenAI;
using OpenAI.Batch;
using OpenAI.Chat;
using OpenAI.Embeddings;
using OpenAI.Files;
using OpenAI.Responses;

namespace BatchLoadTest.Tests.MockServer;

/// <summary>
/// OpenAI's own client, unchanged, as the judge of whether the mock server speaks its protocol. With the control layer's flavour
/// uploads and creations go by the SDK's lower half: it takes their 201 for a failure.
/// </summary>
#pragma warning disable OPENAI001 // The SDK marks its batch client as for evaluation.
public sealed class OpenAISdkTests
{
    [Fact]
    public async Task TheSdk_UploadsAndDeletesAFile()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var host = await StartAsync(MockFlavour.OpenAI);
        var files = ClientOf(host, MockFlavour.OpenAI).GetOpenAIFileClient();

        var input = BinaryData.FromString(MockService.Rows(3));
        OpenAIFile upload = await files.UploadFileAsync(input, "input.jsonl", FileUploadPurpose.Batch);
        OpenAIFile metadata = await files.GetFileAsync(upload.Id, cancellationToken);
        Assert.Equal(upload.Id, metadata.Id);
        Assert.Equal(input.ToMemory().Length, metadata.SizeInBytesLong);

        FileDeletionResult deletion = await files.DeleteFileAsync(upload.Id, cancellationToken);
        Assert.True(deletion.Deleted);
        var missing = await Assert.ThrowsAsync<ClientResultException>(() => files.GetFileAsync(upload.Id));
        Assert.Equal(404, missing.Status);
        Assert.Contains($"No such File object: {upload.Id}", missing.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(MockFlavour.OpenAI)]
    [InlineData(MockFlavour.ControlLayer)]
    public async Task TheSdk_RunsAWholeBatch(MockFlavour flavour)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var host = await StartAsync(flavour);
        var client = ClientOf(host, flavour);
        var files = client.GetOpenAIFileClient();
        var batches = client.GetBatchClient();

        var upload = await UploadedAsync(files, MockService.Rows(3));
        Assert.Equal(3600, upload.GetProperty("expires_at").GetInt64() - upload.GetProperty("created_at").GetInt64());
        var input = MockService.Text(upload, "id");
        var batch = await EndedAsync(batches, await CreatedAsync(batches, input, "/v1/chat/completions"));
        Assert.Equal("completed", MockService.Text(batch, "status"));

        BinaryData output = await files.DownloadFileAsync(MockService.Text(batch, "output_file_id"), cancellationToken);
        var lines = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(MockService.Parse);
        Assert.Equal(["row-0", "row-1", "row-2"], MockService.Ids(lines).Order(StringComparer.Ordinal));
        OpenAIFileCollection listed = await files.GetFilesAsync(FilePurpose.Batch, cancellationToken);
        Assert.Equal(input, Assert.Single(listed).Id);
    }

    [Theory]
    [InlineData(MockFlavour.OpenAI)]
    [InlineData(MockFlavour.ControlLayer)]
    public async Task TheSdk_CancelsAndListsBatches(MockFlavour flavour)
    {
        await using var host = await StartAsync(flavour);
        var client = ClientOf(host, flavour);
        var batches = client.GetBatchClient();
        var input = MockService.Text(await UploadedAsync(client.GetOpenAIFileClient(), MockService.Rows(1)), "id");
        var ids = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            ids.Add(await CreatedAsync(batches, input, "/v1/chat/completions"));
        }

        var operation = await CreateBatchOperation.RehydrateAsync(
            batches,
            ids[0],
            TestContext.Current.CancellationToken
        );
        var answer = await operation.CancelAsync(new RequestOptions());
        Assert.Equal("cancelling", MockService.Text(Json(answer), "status"));

        var listed = new List<string>();
        await foreach (var page in batches.GetBatchesAsync(null, 2, new RequestOptions()).GetRawPagesAsync())
        {
            listed.AddRange(
                Json(page).GetProperty("data").EnumerateArray().Select(item => MockService.Text(item, "id"))
            );
        }

        Assert.Equal(ids.AsEnumerable().Reverse(), listed);
    }

    [Theory]
    [InlineData(MockFlavour.OpenAI, "/v1/chat/completions")]
    [InlineData(MockFlavour.ControlLayer, "/v1/chat/completions")]
    [InlineData(MockFlavour.OpenAI, "/v1/embeddings")]
    [InlineData(MockFlavour.ControlLayer, "/v1/embeddings")]
    [InlineData(MockFlavour.OpenAI, "/v1/responses")]
    [InlineData(MockFlavour.ControlLayer, "/v1/responses")]
    public async Task TheSdk_ReadsTheAnswerOfARow(MockFlavour flavour, string endpoint)
    {
        await using var host = await StartAsync(flavour);
        var client = ClientOf(host, flavour);
        var files = client.GetOpenAIFileClient();
        var batches = client.GetBatchClient();
        var input = MockService.Text(await UploadedAsync(files, MockService.Row("a", endpoint)), "id");
        var batch = await EndedAsync(batches, await CreatedAsync(batches, input, endpoint));
        BinaryData output = await files.DownloadFileAsync(MockService.Text(batch, "output_file_id"));
        var body = BinaryData.FromString(
            MockService.Parse(output.ToString()).GetProperty("response").GetProperty("body").GetRawText()
        );

        if (endpoint == "/v1/embeddings")
        {
            var embeddings = ModelReaderWriter.Read<OpenAIEmbeddingCollection>(body)!;
            Assert.Equal(8, Assert.Single(embeddings).ToFloats().Length);
            Assert.Equal("m", embeddings.Model);
            Assert.True(embeddings.Usage.TotalTokenCount > 0);
        }
        else if (endpoint == "/v1/responses")
        {
            var response = ModelReaderWriter.Read<ResponseResult>(body)!;
            Assert.NotEmpty(response.GetOutputText());
            Assert.Equal(ResponseStatus.Completed, response.Status);
            Assert.True(response.Usage.OutputTokenCount > 0);
        }
        else
        {
            var completion = ModelReaderWriter.Read<ChatCompletion>(body)!;
            Assert.NotEmpty(completion.Content[0].Text);
            Assert.Equal(ChatFinishReason.Stop, completion.FinishReason);
            Assert.True(completion.Usage.OutputTokenCount > 0);
        }
    }

    private static Task<MockServerHost> StartAsync(MockFlavour flavour) =>
        MockServerHost.StartAsync(
            new MockServerOptions
            {
                Flavour = flavour,
                ApiKeys = ["sk-sdk"],
                BatchDuration = TimeSpan.FromMilliseconds(300),
            },
            TimeProvider.System,
            TestContext.Current.CancellationToken
        );

    private static OpenAIClient ClientOf(MockServerHost host, MockFlavour flavour) =>
        new(
            new ApiKeyCredential("sk-sdk"),
            new OpenAIClientOptions
            {
                Endpoint = new Uri(host.BaseAddress, flavour == MockFlavour.OpenAI ? "v1" : "ai/v1"),
            }
        );

    // Its upper half knows no expires_after.
    private static async Task<JsonElement> UploadedAsync(OpenAIFileClient files, string rows)
    {
        using var form = MockService.Form(new StringContent(rows, Encoding.UTF8));
        form.Add(new StringContent("created_at"), "expires_after[anchor]");
        form.Add(new StringContent("3600"), "expires_after[seconds]");
        using var bytes = new MemoryStream();
        await form.CopyToAsync(bytes);
        bytes.Position = 0;
        return Json(
            await files.UploadFileAsync(
                BinaryContent.Create(bytes),
                form.Headers.ContentType!.ToString(),
                new RequestOptions { ErrorOptions = ClientErrorBehaviors.NoThrow }
            )
        );
    }

    private static async Task<string> CreatedAsync(BatchClient batches, string input, string endpoint)
    {
        var request = BinaryData.FromString(
            $$"""{"input_file_id":"{{input}}","endpoint":"{{endpoint}}","completion_window":"24h"}"""
        );
        var operation = await batches.CreateBatchAsync(
            BinaryContent.Create(request),
            waitUntilCompleted: false,
            new RequestOptions { ErrorOptions = ClientErrorBehaviors.NoThrow }
        );
        return operation.BatchId;
    }

    private static async Task<JsonElement> EndedAsync(BatchClient batches, string id)
    {
        while (true)
        {
            var cancellation = TestContext.Current.CancellationToken;
            var batch = Json(await batches.GetBatchAsync(id, new RequestOptions { CancellationToken = cancellation }));
            if (MockService.Text(batch, "status") is "completed" or "failed" or "expired" or "cancelled")
            {
                return batch;
            }

            await Task.Delay(10, cancellation);
        }
    }

    private static JsonElement Json(ClientResult answer) =>
        MockService.Parse(answer.GetRawResponse().Content.ToString());
}
