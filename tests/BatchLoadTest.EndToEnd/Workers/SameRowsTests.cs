using System.Text.Json;
using BatchLoadTest.Recording;
using BatchLoadTest.Runtime;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.EndToEnd.Workers;

/// <summary>The same seed has the same rows, however many workers send them; and no prompt is sent twice.</summary>
public sealed class SameRowsTests : IDisposable
{
    private const int Uploads = 4 * 3;
    private const int Rows = Uploads * 50;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Generated_ByOneProcessOrByTwoWorkers_AreTheSameRows_AndTheReportHasWhatTheServiceHas()
    {
        string[] data = ["--generate-requests", "50", "--prompt-tokens", "200..600", "--shared-prefix", "30%x2"];
        var alone = await AloneAsync(data);

        var shared = folder.File("shared");
        await using var mock = await MockProcess.StartAsync("--batch-duration", "100ms", "--data-folder", shared);
        await using var cluster = new ClusterProcesses(folder.Path);
        cluster.StartWorker("a");
        cluster.StartWorker("b");
        await using var master = cluster.StartMaster(["--expect-workers", "2", .. Load(mock), .. data]);
        (await master.EndAsync()).ExitedWith(ExitCodes.Success);

        Assert.Equal(alone, RowsIn(shared));
        Assert.Equal(Rows, alone.Select(PromptOf).Distinct(StringComparer.Ordinal).Count());
        AssertSays(cluster.Results, alone);
        Assert.All(
            cluster.Journals,
            journal => Assert.InRange(RecordedRun.Read(journal).Final.Prompts.Uploads, 1, Uploads - 1)
        );

        // As where the master was lost: the workers' journals are the whole.
        var report = await BuiltProgram.RunAsync(
            folder.Path,
            null,
            ["report", .. cluster.Journals, "--results", "merged"]
        );
        report.ExitedWith(ExitCodes.Success);
        AssertSays(folder.File("merged"), alone);
    }

    private async Task<List<string>> AloneAsync(string[] data)
    {
        var store = folder.File("alone");
        await using var mock = await MockProcess.StartAsync("--batch-duration", "100ms", "--data-folder", store);
        var result = await BuiltProgram.RunAsync(folder.Path, null, [.. Load(mock), .. data, "--results", "single"]);
        result.ExitedWith(ExitCodes.Success);
        var rows = RowsIn(store);
        AssertSays(folder.File("single"), rows);
        Assert.Contains(
            $"{Uploads} uploads, {Rows} rows, {Rows} different prompts, ",
            result.Output,
            StringComparison.Ordinal
        );
        return rows;
    }

    private static string[] Load(MockProcess mock) =>
        [
            .. OneLoadTests.Load(mock.Address),
            .. "--users 4 --spawn-rate 4 --wait 0s --iterations-per-user 3 --seed 11 --keep-files".Split(' '),
        ];

    private static void AssertSays(string results, List<string> rows)
    {
        var prompts = Prompts(results);
        Assert.Equal(Uploads, prompts.GetProperty("uploads").GetInt32());
        Assert.Equal(Rows, prompts.GetProperty("rows").GetInt32());
        Assert.Equal(Rows, prompts.GetProperty("distinct").GetInt32());
        Assert.Equal(
            rows.Sum(row => PromptOf(row).Split(' ').Length),
            prompts.GetProperty("estimated_tokens").GetInt32()
        );
        Assert.Equal(
            rows.Count(row => PromptOf(row).Contains(" Task: ", StringComparison.Ordinal)),
            prompts.GetProperty("prefixed_rows").GetInt32()
        );
    }

    private static JsonElement Prompts(string results)
    {
        using var metrics = RunMetrics.Read(results);
        return metrics.Root.GetProperty("prompts").Clone();
    }

    private static List<string> RowsIn(string store) =>
        [
            .. Directory
                .EnumerateFiles(store, "*", SearchOption.AllDirectories)
                .SelectMany(File.ReadLines)
                .Where(line => line.Contains("\"method\":\"POST\"", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal),
        ];

    private static string PromptOf(string row)
    {
        using var request = JsonDocument.Parse(row);
        return request.RootElement.GetProperty("body").GetProperty("messages")[0].GetProperty("content").GetString()!;
    }
}
