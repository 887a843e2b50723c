using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.EndToEnd;

/// <summary>Azure's way on the wire, and that a service which echoes the key puts it nowhere.</summary>
public sealed class AzureTests : IDisposable
{
    private const string Key = "azure-key-4711-secret-value";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Upload_GoesToTheVersion_WithApiKeyAlone_AndAnEchoedKeyIsMasked()
    {
        const string Body =
            """{"error":{"code":"401","message":"Access denied: api-key """ + Key + """ is invalid"}}""";
        await using var server = RawServer.Always(
            $"HTTP/1.1 401 Unauthorized\r\nContent-Type: application/json\r\nContent-Length: {Body.Length}\r\n\r\n{Body}"
        );
        var result = await BuiltProgram.RunAsync(
            folder.Path,
            new Dictionary<string, string>(StringComparer.Ordinal) { ["API_KEY"] = Key },
            "--host",
            server.Address.GetLeftPart(UriPartial.Authority),
            "--dialect",
            "azure",
            "--users",
            "1",
            "--iterations",
            "1",
            "--headless",
            "--no-preflight",
            "--results",
            "out",
            "--loglevel",
            "debug"
        );

        result.ExitedWith(3);
        Assert.StartsWith(
            "POST /openai/files?api-version=2024-10-21 HTTP/1.1\r\n",
            server.Heads[0],
            StringComparison.Ordinal
        );
        // The others look for what the upload may have left.
        Assert.All(
            server.Heads,
            head =>
            {
                Assert.Contains("api-version=2024-10-21 HTTP/1.1\r\n", head, StringComparison.Ordinal);
                Assert.Contains($"\r\napi-key: {Key}\r\n", head, StringComparison.Ordinal);
                Assert.DoesNotContain("authorization", head, StringComparison.OrdinalIgnoreCase);
            }
        );
        Assert.Contains("api-version 2024-10-21", result.Output, StringComparison.Ordinal);
        Assert.Contains("Access denied", result.Output + result.Error, StringComparison.Ordinal);
        var files = Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories).ToList();
        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.DoesNotContain(Key, File.ReadAllText(file), StringComparison.Ordinal));
        Assert.DoesNotContain(Key, result.Output + result.Error, StringComparison.Ordinal);
    }
}
