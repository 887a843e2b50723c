using System.Text.Json;
using BatchLoadTest.Runtime;

namespace BatchLoadTest.EndToEnd.Runs;

/// <summary>A gateway that others wrote, in front of a healthy service: what it breaks is found.</summary>
public sealed class CheckGatewayTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    // Portkey's of version 1.15.2 answers every download of a file's content with 500.
    [Fact]
    [Trait("needs", "gateway")]
    public async Task Portkey_TakesUploadsAndBatches_AndBreaksEveryDownload()
    {
        await using var mock = await MockProcess.StartAsync(
            "--flavour",
            "openai",
            "--batch-duration",
            "300ms",
            "--api-key",
            "sk-secret-of-mine"
        );
        await using var gateway = await PortkeyGateway.StartAsync();

        var result = await BuiltProgram.RunAsync(
            folder.Path,
            new Dictionary<string, string> { ["BATCH_LOAD_TEST_API_KEY"] = "sk-secret-of-mine" },
            "check",
            "--host",
            gateway.Address,
            "--dialect",
            "openai",
            "--header",
            "x-portkey-provider: openai",
            "--header",
            $"x-portkey-custom-host: {mock.Address}/v1",
            "--only",
            "preflight",
            "--results",
            "out"
        );

        result.ExitedWith(ExitCodes.ThresholdFailed);
        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(folder.File("out/check.json")));
        var checks = json
            .RootElement.GetProperty("checks")
            .EnumerateArray()
            .ToDictionary(check => check.GetProperty("id").GetString()!, StringComparer.Ordinal);
        foreach (var name in (string[])["admitted", "upload", "create", "batch"])
        {
            Assert.Equal("passed", checks["preflight." + name].GetProperty("verdict").GetString());
        }

        var row = checks["preflight.row"];
        Assert.Equal("failed", row.GetProperty("verdict").GetString());
        Assert.StartsWith("its content: 500", row.GetProperty("seen").GetString(), StringComparison.Ordinal);
        Assert.Matches(
            $"^curl -i '{gateway.Address}/v1/files/[^/]+/content' -H \"Authorization: Bearer \\$API_KEY\"",
            row.GetProperty("curl").GetString()
        );
        Assert.DoesNotContain("sk-secret", result.Output + result.Error, StringComparison.Ordinal);
        Assert.Equal(0, json.RootElement.GetProperty("left").GetArrayLength());
    }
}
