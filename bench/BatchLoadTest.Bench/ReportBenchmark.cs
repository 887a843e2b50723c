using System.Globalization;

namespace BatchLoadTest.Bench;

/// <summary>Time and memory of <c>report</c> over journals of simulated runs: a minute's and an hour's.</summary>
internal static class ReportBenchmark
{
    private const int RequestsPerSecond = 2_100;

    public static async Task<int> RunAsync(int seconds)
    {
        var program = await BuiltProgram.BuildAsync();
        var folder = Directory.CreateTempSubdirectory("batch-load-test-bench-").FullName;
        try
        {
            var firstLine = await FirstLineAsync(program, folder);
            Console.WriteLine("   run s     requests   journal MB   report s   CPU s   peak RSS MB   report.html MB");
            await MeasureAsync(program, folder, firstLine, Math.Min(60, seconds));
            await MeasureAsync(program, folder, firstLine, seconds);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<string> FirstLineAsync(BuiltProgram program, string folder)
    {
        var real = Path.Combine(folder, "real");
        await Tool.RunAsync(
            program.Path,
            ["--host", "mock", "--mock-batch-duration", "0s", "--iterations", "1", "--headless", "--results", real]
        );
        return (await File.ReadAllLinesAsync(Path.Combine(real, "run.jsonl")))[0];
    }

    private static async Task MeasureAsync(BuiltProgram program, string folder, string firstLine, int seconds)
    {
        var run = Path.Combine(folder, seconds.ToString(CultureInfo.InvariantCulture));
        Directory.CreateDirectory(run);
        var journal = Path.Combine(run, "run.jsonl");
        var requests = await SimulatedJournal.WriteAsync(journal, firstLine, seconds, RequestsPerSecond);
        // A journal without an end: the program says so with its exit code.
        var usage = await Launcher.MeasureAsync(program.Path, expected: 3, "report", run);
        Console.WriteLine(
            $"{seconds, 8} {requests, 12:N0} {new FileInfo(journal).Length / 1e6, 12:0.0} "
                + $"{usage.Elapsed.TotalSeconds, 10:0.0} {usage.Cpu.TotalSeconds, 7:0.0} "
                + $"{usage.PeakKilobytes / 1024.0, 13:0} {Megabytes(Path.Combine(run, "report.html")), 16:0.00}"
        );
    }

    private static double Megabytes(string path) => File.Exists(path) ? new FileInfo(path).Length / 1e6 : 0;
}
