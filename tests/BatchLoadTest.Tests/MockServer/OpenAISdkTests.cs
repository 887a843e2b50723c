using System.ClientModel;
using System.ClientModel.Primitives;
using System.Text.Json;
using BatchLoadTest.MockServer.Options;
using BatchLoadTest.MockServer.Server;
using OpenAI;
using OpenAI.Batch;
using OpenAI.Files;

namespace BatchLoadTest.Tests.MockServer;

/// <summary>OpenAI's own client, unchanged, as the judge of whether the mock server speaks its protocol. Only with OpenAI's
/// flavour: the SDK takes the control layer's 201 for a failure.</summary>
#pragma warning disable OPENAI001 // The SDK marks its batch client as for evaluation.
public sealed class OpenAISdkTests
{
    [Fact]
    public async Task TheSdk_RunsAWholeBatch()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var options = new MockServerOptions
        {
            Flavour = MockFlavour.OpenAI,
            ApiKeys = ["sk-sdk"],
            BatchDuration = TimeSpan.FromMilliseconds(100),
        };
        await using var host = await MockServerHost.StartAsync(options, TimeProvider.System, cancellationToken);
        var client = new OpenAIClient(
            new ApiKeyCredential("sk-sdk"),
            new OpenAIClientOptions { Endpoint = new Uri(host.BaseAddress, "v1") }
        );
        var files = client.GetOpenAIFileClient();
        var batches = client.GetBatchClient();

        var input = BinaryData.FromString(MockService.Rows(3));
        OpenAIFile upload = await files.UploadFileAsync(input, "input.jsonl", FileUploadPurpose.Batch);
        OpenAIFile metadata = await files.GetFileAsync(upload.Id, cancellationToken);
        Assert.Equal(upload.Id, metadata.Id);
        Assert.Equal(input.ToMemory().Length, metadata.SizeInBytesLong);

        var request = $$"""
            {"input_file_id":"{{upload.Id}}","endpoint":"/v1/chat/completions","completion_window":"24h"}
            """;
        var operation = await batches.CreateBatchAsync(BinaryContent.Create(BinaryData.FromString(request)), false);
        var batch = await PolledAsync(batches, operation.BatchId, cancellationToken);
        Assert.Equal("completed", MockService.Text(batch, "status"));

        BinaryData output = await files.DownloadFileAsync(MockService.Text(batch, "output_file_id"), cancellationToken);
        Assert.Equal(3, output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);

        FileDeletionResult deletion = await files.DeleteFileAsync(upload.Id, cancellationToken);
        Assert.True(deletion.Deleted);
        var missing = await Assert.ThrowsAsync<ClientResultException>(() => files.GetFileAsync(upload.Id));
        Assert.Equal(404, missing.Status);
    }

    private static async Task<JsonElement> PolledAsync(BatchClient batches, string id, CancellationToken cancellation)
    {
        while (true)
        {
            var answer = await batches.GetBatchAsync(id, new RequestOptions { CancellationToken = cancellation });
            var batch = MockService.Parse(answer.GetRawResponse().Content.ToString());
            if (MockService.Text(batch, "status") is "completed" or "failed" or "expired" or "cancelled")
            {
                return batch;
            }

            await Task.Delay(10, cancellation);
        }
    }
}
