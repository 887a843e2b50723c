using BatchLoadTest.Runtime;

namespace BatchLoadTest.EndToEnd.Runs;

/// <summary>Result files that stay after the run.</summary>
public sealed class SaveOutputsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task SavedFiles_AreThoseThatTheServiceServes_AndCleanUpLeavesThem()
    {
        await using var mock = await MockProcess.StartAsync(
            "--api-key",
            "sk-mock",
            "--batch-duration",
            "100ms",
            "--row-fail-rate",
            "30%"
        );
        // First without clean-up, so that the service can be asked again.
        var result = await RunAsync(mock, "--keep-files");

        var saved = folder.File("kept");
        Assert.Equal(6, Directory.GetFiles(saved).Length);
        Assert.Contains("6 result files saved in ", result.OneLine, StringComparison.Ordinal);
        using var client = new HttpClient { BaseAddress = new Uri(mock.Address) };
        client.DefaultRequestHeaders.Add("Authorization", "Bearer sk-mock");
        foreach (var output in Directory.GetFiles(saved, "*.output.jsonl"))
        {
            var id = Path.GetFileName(output).Replace(".output.jsonl", "", StringComparison.Ordinal);
            using var batch = System.Text.Json.JsonDocument.Parse(
                await client.GetStringAsync(new Uri($"ai/v1/batches/{id}", UriKind.Relative))
            );
            foreach (var (member, kind) in new[] { ("output_file_id", "output"), ("error_file_id", "errors") })
            {
                var file = batch.RootElement.GetProperty(member).GetString();
                Assert.Equal(
                    await client.GetByteArrayAsync(new Uri($"ai/v1/files/{file}/content", UriKind.Relative)),
                    await File.ReadAllBytesAsync(Path.Combine(saved, $"{id}.{kind}.jsonl"))
                );
            }
        }

        await RunAsync(mock);
        Assert.Equal(12, Directory.GetFiles(saved).Length);
    }

    [Fact]
    public async Task DownloadsThatAreCut_LeaveWhatCame()
    {
        await using var mock = await MockProcess.StartAsync(
            "--api-key",
            "sk-mock",
            "--batch-duration",
            "100ms",
            "--cut-downloads",
            "100%"
        );

        await RunAsync(mock);

        var files = Directory.GetFiles(folder.File("kept"));
        Assert.NotEmpty(files);
        Assert.Contains(files, file => file.EndsWith(".part", StringComparison.Ordinal));
    }

    [Fact]
    public async Task PlaceThatHoldsNoFolder_IsASettingsError()
    {
        folder.Write("taken", "");

        var result = await BuiltProgram.RunAsync(folder.Path, null, "--host", "mock", "--save-outputs", "taken");

        result.ExitedWith(ExitCodes.WrongUsage);
        Assert.Contains("--save-outputs 'taken'", result.Error, StringComparison.Ordinal);
        Assert.Contains("that is a file; name a folder", result.Error, StringComparison.Ordinal);
    }

    private Task<ProgramResult> RunAsync(MockProcess mock, params string[] args) =>
        BuiltProgram.RunAsync(
            folder.Path,
            null,
            [
                "--host",
                mock.Address,
                "--api-key",
                "sk-mock",
                .. "--users 1 --iterations 3 --wait 0s --poll-interval 100ms --generate-requests 50".Split(' '),
                .. "--save-outputs kept --results out --no-default-thresholds".Split(' '),
                .. args,
            ]
        );
}
