// What reading running batches costs the generator: dotnet run bench/reading/reading.cs [-- USERS ROWS SECONDS]
// Builds the program, and runs the same load with --read end, poll and follow, each against a mock in a process of its own
// whose batches take 3 s. CPU is that of the program from its start to its end (getrusage), bytes are those of answers by
// metrics.json. Rows differ a little from run to run, so both are also told by the row.

using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;

var users = args.Length > 0 ? int.Parse(args[0]) : 10;
var rows = args.Length > 1 ? int.Parse(args[1]) : 2_000;
var seconds = args.Length > 2 ? int.Parse(args[2]) : 30;
var project = Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "src", "BatchLoadTest");
Console.WriteLine("building src/BatchLoadTest …");
Finish(Start("dotnet", ["build", project, "-c", "Release", "--nologo", "-v", "quiet"]));
var program = Path.Combine(project, "bin", "Release", "net10.0", "batch-load-test");
Console.WriteLine("read      reads       rows   CPU s   CPU ms/1,000 rows    more   MB received   bytes/row    more");

// A key on the command line is warned of.
Environment.SetEnvironmentVariable("BATCH_LOAD_TEST_API_KEY", "bench-key");
Cost? plain = null;
foreach (var mode in new[] { "end", "poll", "follow" })
{
    var cost = await MeasureAsync(mode);
    plain ??= cost;
    Console.WriteLine(
        $"{mode, -6} {cost.Reads, 8:N0} {cost.Rows, 10:N0} {cost.Cpu.TotalSeconds, 7:0.00} {cost.CpuOfRows, 19:0.00} "
            + $"{cost.CpuOfRows / plain.CpuOfRows - 1, 7:+0.0%;-0.0%;0%} {cost.Bytes / 1e6, 13:0.0} {cost.BytesOfRow, 11:0.0} "
            + $"{cost.BytesOfRow / plain.BytesOfRow - 1, 7:+0.0%;-0.0%;0%}"
    );
}

async Task<Cost> MeasureAsync(string mode)
{
    var results = Directory.CreateTempSubdirectory("batch-load-test-reading-").FullName;
    var host = $"http://127.0.0.1:{FreePort()}";
    using var mock = Start(program, ["mock", "--urls", host, "--file-life", "20s", "--api-key", "bench-key"]);
    try
    {
        await AnswersAsync(mock, $"{host}/mock/healthz");
        var before = ResourceUsage.OfChildren();
        Finish(
            Start(
                program,
                [
                    .. (string[])["--headless", "--only-summary", "--loglevel", "error", "--host", host],
                    .. (string[])["--users", $"{users}", "--spawn-rate", $"{users}", "--run-time", $"{seconds}s"],
                    .. (string[])["--generate-requests", $"{rows}", "--poll-interval", "300ms"],
                    .. (string[])["--poll-max-interval", "300ms", "--read", mode, "--results", results],
                    .. mode == "follow" ? ["--read-interval", "300ms"] : Array.Empty<string>(),
                    // Latency on a busy machine is no failure here; a failed request is one, and so is a fault of reading.
                    .. (string[])["--p95-threshold-ms", "off", "--error-rate-threshold", "0"],
                ]
            )
        );
        var cpu = ResourceUsage.OfChildren() - before;
        using var metrics = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(results, "metrics.json")));
        var steps = metrics.RootElement.GetProperty("steps").EnumerateObject().Select(step => step.Value).ToList();
        return new Cost(
            metrics.RootElement.GetProperty("read") is { ValueKind: JsonValueKind.Object } read
                ? read.GetProperty("reads").GetInt64()
                : 0,
            metrics.RootElement.GetProperty("results").GetProperty("output_rows").GetInt64(),
            cpu,
            steps.Sum(step => step.GetProperty("bytes_received").GetInt64())
        );
    }
    finally
    {
        mock.Kill();
        mock.WaitForExit();
        Directory.Delete(results, recursive: true);
    }
}

static Process Start(string program, IEnumerable<string> arguments) =>
    Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;

static void Finish(Process process)
{
    using (process)
    {
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"ended with {process.ExitCode}:\n{output}");
        }
    }
}

static async Task AnswersAsync(Process mock, string address)
{
    mock.BeginOutputReadLine();
    using var client = new HttpClient();
    using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(30));
    while (true)
    {
        try
        {
            await client.GetStringAsync(address, timeout.Token);
            return;
        }
        catch (HttpRequestException) when (!mock.HasExited)
        {
            await Task.Delay(100, timeout.Token);
        }
    }
}

static int FreePort()
{
    using var listener = new TcpListener(IPAddress.Loopback, 0);
    listener.Start();
    return ((IPEndPoint)listener.LocalEndpoint).Port;
}

static string Here([CallerFilePath] string path = "") => path;

internal sealed record Cost(long Reads, long Rows, TimeSpan Cpu, long Bytes)
{
    public double CpuOfRows => Cpu.TotalMilliseconds * 1_000 / Rows;

    public double BytesOfRow => (double)Bytes / Rows;
}

internal static class ResourceUsage
{
    private const int Children = -1;

    // struct rusage on 64-bit Linux: user time (s, µs), system time (s, µs), then 14 more longs.
    private const int Longs = 18;

    /// <summary>CPU time of all ended children of this process, user and system.</summary>
    public static TimeSpan OfChildren()
    {
        var usage = new long[Longs];
        return GetResourceUsage(Children, usage) == 0
            ? TimeSpan.FromSeconds(usage[0] + usage[2]) + TimeSpan.FromMicroseconds(usage[1] + usage[3])
            : throw new InvalidOperationException("getrusage failed");
    }

    [DllImport("libc", EntryPoint = "getrusage")]
    private static extern int GetResourceUsage(int who, [Out] long[] usage);
}
