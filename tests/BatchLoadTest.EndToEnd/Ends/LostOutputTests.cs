using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.EndToEnd.Ends;

/// <summary>What a run was to deliver and nobody got: the exit code says so.</summary>
public sealed class LostOutputTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task ResultsFolderRemovedWhileTheRunGoesOn_IsExit4AndALine()
    {
        var results = Path.Combine(folder.Path, "out");
        await using var server = new RawServer(async connection =>
        {
            while (await connection.ReadRequestAsync() is { Length: > 0 })
            {
                if (Directory.Exists(results))
                {
                    Directory.Delete(results, recursive: true);
                }

                await connection.AnswerAsync(500, "no");
            }
        });

        var result = await RunAsync(server, "--results", results, "--no-preflight");

        result.ExitedWith(4);
        Assert.Contains(
            "was removed while the run went on",
            result.Output.ReplaceLineEndings(" "),
            StringComparison.Ordinal
        );
    }

    // A device that is always full, as a disk may be.
    [Fact]
    public async Task JsonToAFullOutput_IsExit4AndALine()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "this system has no device that is always full");
        var info = BuiltProgram.Info(
            folder.Path,
            environment: null,
            ["--host", "mock", "--headless", "--iterations", "1", "--mock-batch-duration", "0s", "--json"]
        );
        var command = string.Join(' ', info.ArgumentList.Prepend(info.FileName).Select(part => $"'{part}'"));
        info.FileName = "/bin/sh";
        info.ArgumentList.Clear();
        info.ArgumentList.Add("-c");
        info.ArgumentList.Add($"exec {command} > /dev/full");
        using var process = System.Diagnostics.Process.Start(info)!;
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.Contains("error: --json: standard output is broken", await error, StringComparison.Ordinal);
        Assert.Equal(4, process.ExitCode);
    }

    private Task<ProgramResult> RunAsync(RawServer server, params string[] more) =>
        BuiltProgram.RunAsync(
            folder.Path,
            new Dictionary<string, string>(StringComparer.Ordinal) { ["API_KEY"] = "sk-12345678" },
            [
                "--host",
                server.Address.ToString(),
                "--headless",
                "--iterations",
                "1",
                "--no-default-thresholds",
                "--threshold",
                "requests > 0",
                .. more,
            ]
        );
}
