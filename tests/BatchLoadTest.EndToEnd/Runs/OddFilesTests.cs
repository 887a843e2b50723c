using System.Diagnostics;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.EndToEnd.Runs;

/// <summary>Files that settings name and that are no files: one clear line and exit code 2, and never a wait without end.</summary>
public sealed class OddFilesTests : IDisposable
{
    private const string NoFile = "is empty, or a pipe, a socket or a device; it must be a file with something in it";

    private readonly TemporaryFolder folder = new();

    public OddFilesTests()
    {
        Directory.CreateDirectory(folder.File("folder"));
        File.WriteAllText(folder.File("empty"), "");
        File.WriteAllText(folder.File("data.jsonl"), ScriptedApi.Data);
    }

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("folder", "is a folder; name a file")]
    [InlineData("pipe", NoFile)]
    [InlineData("empty", NoFile)]
    [InlineData("/dev/zero", NoFile)]
    [InlineData("none", "does not exist")]
    public async Task TestData_NoFile_IsOneLine(string name, string words)
    {
        MakePipe();

        var result = await RunAsync("--host", "mock", "--iterations", "1", "--test-data", name);

        result.ExitedWith(2);
        Assert.Equal($"error: data file {Path.Combine(folder.Path, name)}: {words}", result.Error.Trim());
    }

    // The pipe is waited for a few seconds: somebody may be about to write to it.
    [Theory]
    [InlineData("config", "folder", "is a folder; name a file")]
    [InlineData("config", "pipe", "is a pipe or a device that did not come to its end within 5 s")]
    [InlineData("config", "/dev/zero", "is larger than 1MB")]
    [InlineData("api-key-file", "folder", "the file is a folder; name a file")]
    [InlineData("api-key-file", "pipe", "the file is a pipe or a device that did not come to its end within 5 s")]
    [InlineData("api-key-file", "/dev/zero", "the file is larger than 1MB")]
    [InlineData("ca-cert", "folder", "the file is a folder; name a file")]
    [InlineData("ca-cert", "pipe", "the file " + NoFile)]
    [InlineData("ca-cert", "data.jsonl", "the file has no valid certificate in it (PEM or DER)")]
    public async Task OtherFile_NoFile_IsOneLineWithTheSetting(string setting, string name, string words)
    {
        MakePipe();

        var result = await RunAsync("--host", "https://127.0.0.1:1", "--iterations", "1", "--" + setting, name);

        result.ExitedWith(2);
        Assert.Equal(
            $"error: --{setting} '{name}' from the command line: {words}",
            result.Error.Split('\n')[0].TrimEnd('\r')
        );
    }

    [Fact]
    public async Task ApiKeyFile_PipeThatIsWrittenTo_IsRead()
    {
        MakePipe();
        using var writer = Process.Start(
            new ProcessStartInfo("sh", ["-c", "printf 'sk-piped-key\\n' > pipe"]) { WorkingDirectory = folder.Path }
        )!;
        await using var api = await ScriptedApi.StartAsync(
            (_, context, _) =>
                context.Request.Headers.Authorization == "Bearer sk-piped-key"
                    ? ScriptedApi.AsUsual
                    : ScriptedApi.SayAsync(context, 401, "not that key")
        );

        var result = await RunAsync(
            "--host",
            api.Address,
            "--iterations",
            "1",
            "--poll-interval",
            "100ms",
            "--test-data",
            "data.jsonl",
            "--api-key-file",
            "pipe"
        );

        result.ExitedWith(0);
    }

    [Theory]
    [InlineData("report", "pipe", "error: {0}: no journal: " + NoFile)]
    [InlineData("compare", "pipe", "error: BASE: {0}: no journal: " + NoFile)]
    [InlineData("report", "/dev/zero", "error: {0}: no journal: " + NoFile)]
    public async Task Journal_NoFile_IsOneLine(string command, string name, string line)
    {
        MakePipe();

        var result = await RunAsync(command == "report" ? [command, name] : [command, name, name]);

        result.ExitedWith(2);
        Assert.StartsWith(
            string.Format(null, line, Path.Combine(folder.Path, name)),
            result.Error,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("--host mock --iterations 1 --headless")]
    [InlineData("report runs")]
    [InlineData("mock")]
    public async Task WorkingDirectoryGone_IsOneLine(string arguments)
    {
        var info = BuiltProgram.Info(folder.Path, environment: null);
        var gone = folder.File("gone");
        Directory.CreateDirectory(gone);
        var shell = new ProcessStartInfo("sh")
        {
            WorkingDirectory = gone,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        shell.ArgumentList.Add("-c");
        shell.ArgumentList.Add($"rmdir '{gone}'; exec dotnet '{info.ArgumentList[0]}' {arguments}");
        using var process = Process.Start(shell)!;

        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.Equal(
            "error: the working directory is gone or may not be looked into; change to one that exists",
            error.Trim()
        );
        Assert.Equal(2, process.ExitCode);
    }

    private Task<ProgramResult> RunAsync(params string[] arguments) =>
        BuiltProgram.RunAsync(folder.Path, environment: null, arguments);

    private void MakePipe()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such pipes");
        using var make = Process.Start("mkfifo", [folder.File("pipe")]);
        make.WaitForExit();
        Assert.Equal(0, make.ExitCode);
    }
}
