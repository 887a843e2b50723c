using System.Diagnostics;
using System.Net;
using System.Text.Json;
using BatchLoadTest.Measurements;
using BatchLoadTest.Reporting;
using BatchLoadTest.Statistics;
using Microsoft.AspNetCore.Http;

namespace BatchLoadTest.EndToEnd.Support;

/// <summary>
/// A real run of Locust against a server on this machine: the files that it wrote, and the same requests, to the tenth
/// of a microsecond, as a report of ours.
/// </summary>
internal sealed class LocustRun
{
    private static readonly StepNames Names = new();

    private LocustRun(JsonElement measured, IReadOnlyDictionary<string, CsvTable> files)
    {
        Files = files;
        Json = measured.GetProperty("json");
        Report = ReportOf(measured);
    }

    /// <summary>The four files by what follows their prefix, such as <c>_stats.csv</c>.</summary>
    public IReadOnlyDictionary<string, CsvTable> Files { get; }

    /// <summary>What <c>locust --json</c> prints in versions that have it.</summary>
    public JsonElement Json { get; }

    /// <summary>The same requests as a run of ours.</summary>
    public RunReport Report { get; }

    /// <summary>Runs Locust; its test needs <c>locust</c>.</summary>
    public static async Task<LocustRun> RunAsync()
    {
        var locust = InstalledParts.Command("locust")!;
        using var folder = new TemporaryFolder();
        await using var server = await WebServer.StartAsync(AnswerAsync);
        await RunAsync(locust, folder.Path, server.Address);

        string[] suffixes = ["_stats.csv", "_stats_history.csv", "_failures.csv", "_exceptions.csv"];
        using var measured = JsonDocument.Parse(
            await File.ReadAllTextAsync(Path.Combine(folder.Path, "measured.json"))
        );
        return new LocustRun(
            measured.RootElement.Clone(),
            suffixes.ToDictionary(
                suffix => suffix,
                suffix => CsvTable.Read(File.ReadAllText(Path.Combine(folder.Path, "run" + suffix)))
            )
        );
    }

    // Times from below a millisecond to 300 ms; every tenth poll fails. No share of 7, 47 or 61 requests that a percentile
    // asks for is a whole number: there Locust takes the next request, and the two would differ.
    private static IEnumerable<(Step Step, string Path)> Requests()
    {
        for (var round = 0; round < 7; round++)
        {
            yield return (Step.Upload, $"/{round * 50}/40");
            yield return (Step.Create, "/12/500");
        }

        for (var poll = 1; poll <= 47; poll++)
        {
            yield return (Step.Poll, poll % 10 == 0 ? "/0/20/503" : $"/{poll % 4}/{poll}");
        }
    }

    // The path says what is wanted: /MILLISECONDS/BYTES, and a status where it is not 200.
    private static async Task AnswerAsync(HttpContext context)
    {
        var wanted = context.Request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries);
        await Task.Delay(int.Parse(wanted[0]), context.RequestAborted);
        context.Response.StatusCode = wanted.Length > 2 ? int.Parse(wanted[2]) : 200;
        var body = new byte[int.Parse(wanted[1])];
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    private static async Task RunAsync(string locust, string folder, Uri server)
    {
        var start = new ProcessStartInfo(locust)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        string[] arguments =
        [
            "--locustfile",
            Path.Combine(RepositoryFiles.Root, "tests/BatchLoadTest.EndToEnd/Support/locustfile.py"),
            "--headless",
            "--users=1",
            "--spawn-rate=1",
            $"--host={server.GetLeftPart(UriPartial.Authority)}",
            "--csv=run",
            "--csv-full-history",
            // Failed requests are wanted here, and no reason to fail.
            "--exit-code-on-error=0",
        ];
        Array.ForEach(arguments, start.ArgumentList.Add);
        foreach (
            var name in start
                .Environment.Keys.Where(name => name.StartsWith("LOCUST_", StringComparison.Ordinal))
                .ToList()
        )
        {
            start.Environment.Remove(name);
        }

        start.Environment["REQUESTS"] = JsonSerializer.Serialize(
            Requests().Select(request => new[] { Names[request.Step].Method, Names[request.Step].Name, request.Path })
        );
        start.Environment["MEASURED"] = Path.Combine(folder, "measured.json");
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        using var process = Process.Start(start)!;
        using var timeout = new CancellationTokenSource(Eventually.Patience);
        var output = process.StandardOutput.ReadToEndAsync(timeout.Token);
        var error = process.StandardError.ReadToEndAsync(timeout.Token);
        await process.WaitForExitAsync(timeout.Token);
        Assert.True(process.ExitCode == 0, $"locust ended with {process.ExitCode}:\n{await output}\n{await error}");
    }

    private static RunReport ReportOf(JsonElement measured)
    {
        var start = Time(measured.GetProperty("started"));
        var requests = measured
            .GetProperty("requests")
            .EnumerateArray()
            .GroupBy(request => (long)request.GetProperty("at").GetDouble());
        var history = new RefilledHistory([
            .. requests.Select(second => (second.Key, (Action<Interval>)(interval => Fill(interval, second, start)))),
        ]);
        var sum = new RunStatistics(Names, start);
        foreach (var interval in history.Read())
        {
            sum.Add(interval);
        }

        var elapsed = Time(measured.GetProperty("ended")) - start;
        return SampleRun.Report with
        {
            Run = SampleRun.Report.Run with { StartedAt = start },
            Ending = SampleRun.Report.Ending with
            {
                Load = SampleRun.Report.Ending.Load with { LoadTime = elapsed, StopTime = TimeSpan.Zero },
            },
            Final = sum.Snapshot(0, elapsed),
            History = history,
        };
    }

    private static void Fill(Interval interval, IEnumerable<JsonElement> requests, DateTimeOffset start)
    {
        interval.Users = 1;
        foreach (var request in requests)
        {
            var step = Names.All.Single(name => name.Name == request.GetProperty("name").GetString()).Step;
            var failed = request.GetProperty("failed").GetBoolean();
            var measurement = Measure.Of(
                step,
                failed ? Outcome.HttpStatus : Outcome.Success,
                failed ? (int)HttpStatusCode.ServiceUnavailable : (int)HttpStatusCode.OK
            ) with
            {
                Latency = TimeSpan.FromMilliseconds(request.GetProperty("milliseconds").GetDouble()),
                BytesReceived = request.GetProperty("bytes").GetInt64(),
            };
            interval.Add(measurement, Time(request.GetProperty("at")) - start);
        }
    }

    private static DateTimeOffset Time(JsonElement seconds) =>
        DateTimeOffset.UnixEpoch + TimeSpan.FromSeconds(seconds.GetDouble());
}
