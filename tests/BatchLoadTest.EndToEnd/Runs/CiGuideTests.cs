using System.Diagnostics;
using System.Text.RegularExpressions;
using BatchLoadTest.Runtime;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.EndToEnd.Runs;

/// <summary>The shell script of the guide to CI, as it stands there.</summary>
public sealed partial class CiGuideTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task TheFirstRunBecomesTheBaseline_AndAMuchSlowerServiceIsWorse_AndDoesNot()
    {
        var cancellation = TestContext.Current.CancellationToken;
        Assert.Equal(ExitCodes.Success, await RunAsync("200ms"));
        var baseline = await File.ReadAllTextAsync(folder.File("baseline/run.jsonl"), cancellation);

        Assert.Equal(ExitCodes.Worse, await RunAsync("900ms"));

        Assert.Equal(baseline, await File.ReadAllTextAsync(folder.File("baseline/run.jsonl"), cancellation));
        var change = await File.ReadAllTextAsync(folder.File("results/change.md"), cancellation);
        Assert.Contains("| batch turnaround p50 |", change, StringComparison.Ordinal);
        Assert.True(File.Exists(folder.File("results/change.html")));
        var page = await File.ReadAllTextAsync(folder.File("page.md"), cancellation);
        Assert.Equal(2, Passed().Count(page));
        Assert.EndsWith(change, page, StringComparison.Ordinal);
    }

    private async Task<int> RunAsync(string batchDuration)
    {
        await using var mock = await MockProcess.StartAsync("--batch-duration", batchDuration);
        var start = BuiltProgram.Info(
            folder.Path,
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["HOST"] = mock.Address,
                ["GITHUB_STEP_SUMMARY"] = folder.File("page.md"),
                ["BATCH_LOAD_TEST_USERS"] = "20",
                ["BATCH_LOAD_TEST_SPAWN_RATE"] = "50",
                ["BATCH_LOAD_TEST_RUN_TIME"] = "7s",
                ["BATCH_LOAD_TEST_WAIT"] = "0s",
                ["BATCH_LOAD_TEST_POLL_INTERVAL"] = "50ms",
                // A busy machine is not what is tried here.
                ["P95_THRESHOLD_MS"] = "60000",
            }
        );
        // What the guide calls by its name.
        var program = folder.File("batch-load-test");
        await File.WriteAllTextAsync(program, $"#!/bin/sh\nexec dotnet '{start.ArgumentList[0]}' \"$@\"\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        start.Environment["PATH"] = $"{folder.Path}:{start.Environment["PATH"]}";
        start.FileName = "bash";
        start.ArgumentList.Clear();
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(Script().Match(RepositoryFiles.Read("docs/guide/ci.md")).Groups["script"].Value);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        TestContext.Current.TestOutputHelper?.WriteLine($"{await output}\n{error}");
        return process.ExitCode;
    }

    [GeneratedRegex("```bash\n(?<script>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Script();

    [GeneratedRegex("^## ✅ PASSED", RegexOptions.Multiline)]
    private static partial Regex Passed();
}
