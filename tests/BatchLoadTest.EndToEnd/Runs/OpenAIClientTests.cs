using System.Diagnostics;
using System.Text.Json;
using BatchLoadTest.Tests.Support;
using BatchLoadTest.Tests.Support.Parts;

namespace BatchLoadTest.EndToEnd.Runs;

/// <summary>OpenAI's client for Node.js, unchanged, does a batch from upload to deletion at the mock server.</summary>
public sealed class OpenAIClientTests
{
    [Theory]
    [InlineData("openai", "/v1")]
    [InlineData("control-layer", "/ai/v1")]
    [Trait("needs", "openai")]
    public async Task ABatch_IsDoneFromUploadToDeletion(string dialect, string apiBase)
    {
        await using var mock = await MockProcess.StartAsync(
            "--dialect",
            dialect,
            "--batch-duration",
            "200ms",
            "--api-key",
            "sk-node"
        );

        var said = await RunAsync(mock.Address + apiBase);

        var isOpenAI = dialect == "openai";
        foreach (var done in said.GetProperty("done").EnumerateObject())
        {
            Assert.Equal(3600, Number(done.Value, "life"));
            Assert.Equal("completed", Text(done.Value, "status"));
            Assert.Equal(2, Number(done.Value.GetProperty("counts"), "completed"));
            Assert.Equal(["a", "b"], done.Value.GetProperty("ids").EnumerateArray().Select(id => id.GetString()));
            Assert.Equal(2, Number(done.Value, "inputRows"));
            Assert.Equal(done.Name, Text(done.Value, "metadata"));
            Assert.True(Number(done.Value, "tokens") > 0);
            Assert.Equal(isOpenAI ? "m" : null, Text(done.Value, "model"));
            Assert.Equal(
                isOpenAI ? JsonValueKind.Object : JsonValueKind.Null,
                done.Value.GetProperty("usage").ValueKind
            );
        }

        Assert.Equal(
            ["chat.completion", "list", "response"],
            said.GetProperty("done").EnumerateObject().Select(done => Text(done.Value, "object"))
        );
        Assert.Equal("cancelling", Text(said, "cancelled"));
        Assert.Equal((4, 3), (Number(said, "batches"), Number(said, "files")));
        Assert.True(said.GetProperty("listsAll").GetBoolean());
        Assert.True(said.GetProperty("deleted").GetBoolean());
        Assert.Equal("NotFoundError", Text(said.GetProperty("gone"), "name"));
        Assert.Equal("AuthenticationError", Text(said.GetProperty("key"), "name"));
        var numbered = Text(said.GetProperty("gone"), "requestID");
        Assert.Equal(isOpenAI, numbered?.StartsWith("req_", StringComparison.Ordinal) == true);
        Assert.Equal(isOpenAI ? "BadRequestError" : "InternalServerError", Text(said.GetProperty("window"), "name"));
    }

    private static int Number(JsonElement json, string name) => json.GetProperty(name).GetInt32();

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();

    private static async Task<JsonElement> RunAsync(string address)
    {
        var script = Path.Combine(RepositoryFiles.Root, "tests", "tools", "openai.mjs");
        using var node = Process.Start(
            new ProcessStartInfo(InstalledParts.Command("node")!, [script, address])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
                Environment = { ["API_KEY"] = "sk-node" },
            }
        )!;
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var errors = node.StandardError.ReadToEndAsync(limit.Token);
        var output = await node.StandardOutput.ReadToEndAsync(limit.Token);
        await node.WaitForExitAsync(limit.Token);
        Assert.True(node.ExitCode == 0, await errors);
        using var document = JsonDocument.Parse(output);
        return document.RootElement.Clone();
    }
}
