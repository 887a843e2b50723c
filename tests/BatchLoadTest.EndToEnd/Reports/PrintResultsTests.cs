using System.Diagnostics;
using System.Formats.Tar;
using System.Globalization;
using System.IO.Compression;
using BatchLoadTest.Runtime;
using BatchLoadTest.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace BatchLoadTest.EndToEnd.Reports;

/// <summary>The results folder as text on standard output: whole, undisturbed, and no success where nobody got it.</summary>
public sealed class PrintResultsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task PrintResults_Archive_HoldsTheReports()
    {
        var result = await BuiltProgram.RunAsync(
            folder.Path,
            null,
            ["--host", "mock", "--iterations", "1", "--mock-batch-duration", "0s", "--results", "r", "--print-results"]
        );

        var lines = result.Output.Split('\n', StringSplitOptions.TrimEntries);
        var begin = Array.IndexOf(lines, "-----BEGIN BATCH-LOAD-TEST RESULTS-----");
        var end = Array.IndexOf(lines, "-----END BATCH-LOAD-TEST RESULTS-----");
        Assert.True(begin >= 0 && end > begin, result.Output);
        using var archive = new MemoryStream(Convert.FromBase64String(string.Concat(lines[(begin + 1)..end])));
        await using var zip = new GZipStream(archive, CompressionMode.Decompress);
        Directory.CreateDirectory(Path.Combine(folder.Path, "copy"));
        await TarFile.ExtractToDirectoryAsync(zip, Path.Combine(folder.Path, "copy"), overwriteFiles: false);
        Assert.Equal(
            Directory.GetFiles(Path.Combine(folder.Path, "r")).Select(Path.GetFileName).Order(StringComparer.Ordinal),
            Directory.GetFiles(Path.Combine(folder.Path, "copy")).Select(Path.GetFileName).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task PrintResults_OfARunThatGoesOn_LeavesItsLockAlone()
    {
        Record();
        await using var hold = new FileStream(
            folder.File("r/run.lock"),
            FileMode.Create,
            FileAccess.Write,
            FileShare.None
        );

        var result = await BuiltProgram.RunAsync(folder.Path, null, "report", "r", "--print-results");

        Assert.DoesNotContain("error: --print-results", result.Error, StringComparison.Ordinal);
        Assert.Contains("-----END BATCH-LOAD-TEST RESULTS-----", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PrintResults_OntoAFullDisk_IsNoSuccess()
    {
        if (!File.Exists("/dev/full"))
        {
            Assert.Skip("there is no /dev/full on this system");
        }

        Record();
        var info = BuiltProgram.Info(folder.Path, null, "report", "r", "--print-results");
        var shell = Shell(info, "exec \"$@\" > /dev/full");

        using var program = Process.Start(shell)!;
        var error = await program.StandardError.ReadToEndAsync();
        await program.WaitForExitAsync();

        Assert.Equal(ExitCodes.InternalError, program.ExitCode);
        Assert.Contains("error: --print-results: ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PrintResults_IntoAClosedPipe_IsNoSuccess()
    {
        Record();
        using var program = Process.Start(BuiltProgram.Info(folder.Path, null, "report", "r", "--print-results"))!;
        program.StandardOutput.Close();
        var error = await program.StandardError.ReadToEndAsync();
        await program.WaitForExitAsync();

        Assert.Equal(ExitCodes.InternalError, program.ExitCode);
        Assert.Contains("error: --print-results: ", error, StringComparison.Ordinal);
    }

    // In a cluster both streams are one log.
    [Fact]
    public async Task PrintResults_SignalMeanwhile_PutsNoLineBetweenTheMarks()
    {
        string[] args = ["--host", "mock", "--iterations", "1", "--mock-batch-duration", "0s", "--print-results"];
        var shell = Shell(BuiltProgram.Info(folder.Path, null, args), "exec \"$@\" 2>&1");
        using var program = Process.Start(shell)!;
        // The archive is larger than a pipe: the program is in the middle of it until this side reads on.
        while (await program.StandardOutput.ReadLineAsync() is { } line && !line.StartsWith("-----BEGIN", Ordinal)) { }

        using (var kill = Process.Start("kill", ["-TERM", program.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync();
        }

        await Task.Delay(500);
        var rest = await program.StandardOutput.ReadToEndAsync();
        await program.WaitForExitAsync();

        Assert.EndsWith("-----END BATCH-LOAD-TEST RESULTS-----", rest.TrimEnd(), Ordinal);
        Assert.DoesNotContain("SIGTERM", rest, Ordinal);
        Assert.Equal(ExitCodes.Success, program.ExitCode);
    }

    private const StringComparison Ordinal = StringComparison.Ordinal;

    private static ProcessStartInfo Shell(ProcessStartInfo program, string command)
    {
        string[] line = ["-c", command, "sh", program.FileName, .. program.ArgumentList];
        program.ArgumentList.Clear();
        foreach (var part in line)
        {
            program.ArgumentList.Add(part);
        }

        program.FileName = "sh";
        return program;
    }

    private void Record()
    {
        Directory.CreateDirectory(folder.File("r"));
        using var load = new RecordedLoad(
            folder.File("r/run.jsonl"),
            new FakeTimeProvider(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero)),
            change: run => run with { Thresholds = [] }
        );
        load.Ends(Measure.Of());
        load.Finish();
    }
}
