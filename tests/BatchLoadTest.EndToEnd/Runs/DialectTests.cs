using System.Text.Json;
using BatchLoadTest.BatchApi.Dialects;

namespace BatchLoadTest.Tests.EndToEnd;

/// <summary>Each dialect against the mock server that speaks it: what was sent is what it counted.</summary>
public sealed class DialectTests : IDisposable
{
    private const string Key = "sk-dialect-0815-secret-key-value";
    private const int Iterations = 6;

    private static readonly (string Step, string Route)[] Routes =
    [
        ("upload", "files.upload"),
        ("metadata", "files.metadata"),
        ("verify", "files.content"),
        ("create", "batches.create"),
        ("poll", "batches.get"),
        ("output", "files.output_content"),
    ];

    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> Names => [.. KnownDialects.All.Select(dialect => dialect.Name)];

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public async Task GivenKey_EveryRequestIsCountedOnceOnBothSides(string dialect)
    {
        await using var mock = await MockProcess.StartAsync(
            "--dialect",
            dialect,
            "--api-key",
            Key,
            "--batch-duration",
            "100ms"
        );
        var result = await RunAsync(mock.Address, dialect);

        result.ExitedWith(0);
        using var metrics = RunMetrics.Read(folder.File("out"));
        var counts = await mock.CountsAsync();
        Assert.Equal(Iterations, metrics.Batch("completed"));
        Assert.Equal(Iterations, metrics.Sent("upload"));
        Assert.Equal(Iterations, metrics.Sent("create"));
        Assert.Equal(0, metrics.Root.GetProperty("summary").GetProperty("total_failures").GetInt64());
        foreach (var (step, route) in Routes)
        {
            Assert.Equal((route, metrics.Sent(step)), (route, Requests(counts, route)));
        }

        Assert.Equal(0, counts.GetProperty("keys").GetProperty("created").GetInt64());
        NamesTheDialect(result, metrics, dialect, "--dialect");
        IsNowhere(result, Key);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task MockInside_SpeaksTheSameAndCreatesAKey(string dialect)
    {
        var result = await BuiltProgram.RunAsync(
            folder.Path,
            null,
            [.. Arguments("mock", dialect), "--mock-batch-duration", "100ms"]
        );

        result.ExitedWith(0);
        using var metrics = RunMetrics.Read(folder.File("out"));
        Assert.Equal(Iterations, metrics.Batch("completed"));
        Assert.Equal(1, metrics.Sent("key"));
        NamesTheDialect(result, metrics, dialect, "--dialect");
        IsNowhere(result, "sk-");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task WrongKey_EndsTheRun_AndIsNowhere(string dialect)
    {
        await using var mock = await MockProcess.StartAsync("--dialect", dialect);
        var result = await RunAsync(mock.Address, dialect);

        result.ExitedWith(3);
        IsNowhere(result, Key);
    }

    private Task<ProgramResult> RunAsync(string host, string dialect) =>
        BuiltProgram.RunAsync(
            folder.Path,
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["API_KEY"] = Key,
                ["BATCH_LOAD_TEST_DIALECT"] = "control-layer",
            },
            Arguments(host, dialect)
        );

    // The option wins over the variable.
    private static string[] Arguments(string host, string dialect) =>
        [
            "--host",
            host,
            "--dialect",
            dialect,
            "--users",
            "2",
            "--spawn-rate",
            "100",
            "--iterations",
            $"{Iterations}",
            "--wait",
            "0s",
            "--poll-interval",
            "100ms",
            // Their rows and batches name the dialect's endpoint.
            "--generate-requests",
            "4",
            "--headless",
            "--results",
            "out",
            "--loglevel",
            "debug",
            // Clean-up looks at batches too, and is in no figure.
            "--keep-files",
        ];

    private static long Requests(JsonElement counts, string route) =>
        counts.GetProperty("requests").GetProperty(route).GetInt64();

    private void NamesTheDialect(ProgramResult result, RunMetrics metrics, string dialect, string source)
    {
        Assert.Contains($"dialect     {dialect} ({source})", result.Output, StringComparison.Ordinal);
        var run = metrics.Root.GetProperty("run");
        Assert.Equal(dialect, run.GetProperty("dialect").GetString());
        Assert.Equal(source, run.GetProperty("dialect_source").GetString());
        Assert.Contains($"{dialect} ({source})", Report("summary.md"), StringComparison.Ordinal);
        Assert.Contains(
            $"\"dialect\":{{\"value\":\"{dialect}\",\"source\":\"{source}\"}}",
            Report("report.html"),
            StringComparison.Ordinal
        );
    }

    private string Report(string name) => File.ReadAllText(Path.Combine(folder.File("out"), name));

    private void IsNowhere(ProgramResult result, string secret)
    {
        var files = Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories).ToList();
        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.DoesNotContain(secret, File.ReadAllText(file), StringComparison.Ordinal));
        Assert.DoesNotContain(secret, result.Output + result.Error, StringComparison.Ordinal);
    }
}
