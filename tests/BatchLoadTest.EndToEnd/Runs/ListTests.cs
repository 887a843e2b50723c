using System.Text.Json;
using BatchLoadTest.Runtime;

namespace BatchLoadTest.EndToEnd.Runs;

/// <summary>The lists of batches and files, read while both come and go.</summary>
public sealed class ListTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task HealthyService_HasEverythingOnce_WhileAnotherRunCreatesAndDeletes()
    {
        await using var mock = await StartAsync();
        using var over = new CancellationTokenSource();
        var others = DisturbAsync(mock, over.Token);

        var result = await RunAsync(mock);
        await over.CancelAsync();
        await others;

        result.ExitedWithOnABusyMachine(ExitCodes.Success);
        using var metrics = RunMetrics.Read(folder.File("out"));
        var list = metrics.Root.GetProperty("list");
        Assert.Equal((0, 0), (Both(list, "doubled"), Both(list, "missing")));
        Assert.Equal((0, 0, 0), (Both(list, "failed"), Both(list, "endless"), Both(list, "cut_off")));
        Assert.True(Both(list, "pages") > Both(list, "walks"), "no list had a second page");
        Assert.True(Both(list, "expected") > 0, result.Output);
        Assert.Equal(2 * (Number(list, "due") - Number(list, "not_begun")), Both(list, "walks"));
        Assert.Contains("0 of them twice", result.OneLine, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PagesThatBeginWrongly_AreFoundAsTheyWere()
    {
        await using var mock = await StartAsync("--list-skips", "20%", "--list-repeats", "20%");

        var result = await RunAsync(mock);

        result.ExitedWithOnABusyMachine(ExitCodes.ThresholdFailed);
        using var metrics = RunMetrics.Read(folder.File("out"));
        var list = metrics.Root.GetProperty("list");
        var counts = await mock.CountsAsync();
        var (doubled, missing) = (Both(list, "doubled"), Both(list, "missing"));
        Assert.True(doubled > 0 && missing > 0, result.Output);
        Assert.Equal(Defects(counts, "list_items_repeated"), doubled);
        Assert.Equal(Defects(counts, "list_items_skipped"), missing);
        var requests = counts.GetProperty("requests");
        // One was the preflight's.
        Assert.Equal(Number(requests, "batches.list"), metrics.Sent("batchlist") + 1);
        Assert.Equal(Number(requests, "files.list"), metrics.Sent("filelist"));
        Assert.Equal(metrics.Sent("batchlist") + metrics.Sent("filelist"), Both(list, "pages"));
        Assert.Contains("list.doubled == 0", result.Output, StringComparison.Ordinal);
        // Named, as the account of clean-up knows them.
        Assert.Matches(@"missing \(such as [0-9a-f-]{36} on none of \d+ pages", result.OneLine);
    }

    [Fact]
    public async Task PagesThatBeginWrongly_AreFoundWhileAnotherRunCreatesAndDeletes()
    {
        await using var mock = await StartAsync("--list-skips", "20%", "--list-repeats", "20%");
        using var over = new CancellationTokenSource();
        var others = DisturbAsync(mock, over.Token);

        var result = await RunAsync(mock);
        await over.CancelAsync();
        await others;

        result.ExitedWithOnABusyMachine(ExitCodes.ThresholdFailed);
        using var metrics = RunMetrics.Read(folder.File("out"));
        var list = metrics.Root.GetProperty("list");
        var counts = await mock.CountsAsync();
        Assert.Equal(Defects(counts, "list_items_repeated"), Both(list, "doubled"));
        // Of what was skipped the other run's own is nobody's here.
        Assert.InRange(Both(list, "missing"), 1, Defects(counts, "list_items_skipped"));
    }

    // The same figures from the seconds of the journal.
    [Fact]
    public async Task Report_OfTheJournal_HasTheSame()
    {
        await using var mock = await StartAsync("--list-skips", "20%");
        (await RunAsync(mock)).ExitedWithOnABusyMachine(ExitCodes.ThresholdFailed);

        var result = await BuiltProgram.RunAsync(folder.Path, null, ["report", "out", "--results", "again"]);

        result.ExitedWithOnABusyMachine(ExitCodes.ThresholdFailed);
        using var metrics = RunMetrics.Read(folder.File("out"));
        using var again = RunMetrics.Read(folder.File("again"));
        Assert.Equal(metrics.Root.GetProperty("list").GetRawText(), again.Root.GetProperty("list").GetRawText());
    }

    // A second run that comes and goes: its files, and with them its batches, are deleted at its end.
    private async Task DisturbAsync(MockProcess mock, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            await BuiltProgram.RunAsync(
                folder.Path,
                null,
                [.. Load(mock, iterations: 100, "other"), .. "--verify metadata --poll-interval 50ms".Split(' ')]
            );
        }
    }

    private static Task<MockProcess> StartAsync(params string[] args) =>
        MockProcess.StartAsync(["--api-key", "sk-mock", "--batch-duration", "300ms", .. args]);

    private Task<ProgramResult> RunAsync(MockProcess mock) =>
        BuiltProgram.RunAsync(
            folder.Path,
            null,
            [.. Load(mock, iterations: 600, "out"), .. "--list 5/1s --poll-interval 100ms".Split(' ')]
        );

    private static IEnumerable<string> Load(MockProcess mock, int iterations, string results) =>
        [
            "--host",
            mock.Address,
            "--api-key",
            "sk-mock",
            "--iterations",
            $"{iterations}",
            .. "--generate-requests 1 --users 30 --spawn-rate 100 --wait 0s --poll-backoff 1".Split(' '),
            .. "--p95-threshold-ms off --results".Split(' '),
            results,
        ];

    private static long Both(JsonElement list, string name) =>
        Number(list.GetProperty("batches"), name) + Number(list.GetProperty("files"), name);

    private static long Defects(JsonElement counts, string name) => Number(counts.GetProperty("defects"), name);

    private static long Number(JsonElement json, string name) => json.GetProperty(name).GetInt64();
}
