using System.Globalization;
using System.Text.RegularExpressions;

namespace BatchLoadTest.EndToEnd.Runs;

/// <summary>The data file changes while the run goes on: that is no fault of the service.</summary>
public sealed class DataFileChangeTests : IDisposable
{
    private const int Users = 3;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    public static TheoryData<string, int, string> Changes { get; } =
        new()
        {
            { "truncate", 20_000, "changed while the run went on: it has 0 bytes instead of" },
            { "truncate", 2, "changed while the run went on: it has 0 bytes instead of" },
            { "append", 20_000, "changed while the run went on: it has" },
            { "replace", 2, "changed while the run went on: it was written at" },
            { "touch", 2, "changed while the run went on: it was written at" },
            { "remove", 20_000, "was removed while the run went on" },
        };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Change_EndsTheRunWithExit3AndBlamesNobodyElse(string change, int rows, string words)
    {
        var path = folder.File("data.jsonl");
        await File.WriteAllLinesAsync(path, Enumerable.Range(0, rows).Select(Row));
        await using var mock = await MockProcess.StartAsync("--api-key", LeftBehind.Key, "--batch-duration", "300ms");
        await using var program = BuiltProgram.Start(folder.Path, null, [.. Load(mock.Address), "--test-data", path]);
        await mock.HasBatchesAsync(Users);

        Apply(change, path);
        var result = await program.EndAsync();

        result.ExitedWith(3);
        Assert.Contains("COULD NOT RUN", result.Output, StringComparison.Ordinal);
        using var metrics = RunMetrics.Read(folder.File("out"));
        var run = metrics.Root.GetProperty("run");
        Assert.Equal("could_not_run", run.GetProperty("end").GetString());
        Assert.StartsWith(
            $"data file {path} {words}",
            run.GetProperty("problem").GetString(),
            StringComparison.Ordinal
        );
        Assert.Equal(0, metrics.Root.GetProperty("summary").GetProperty("total_failures").GetInt64());
        Assert.True(File.Exists(Path.Combine(folder.File("out"), "report.html")));
        Assert.True(File.Exists(Path.Combine(folder.File("out"), "junit.xml")));
        Assert.All(NotRemoved(), OnlyMayExist);
        LeftBehind.ToldIn(folder.File("out")).IsNothing();
        var left = await LeftBehind.AtAsync(mock);
        Assert.Equal(0, left.Keys);
        // What was sent whole when its user was cut off a slow service may finish when the run has looked for it.
        Assert.InRange(left.Files.Count, 0, NotRemoved().Sum(UploadsOf));
        Assert.InRange(
            left.Batches.Count,
            0,
            NotRemoved().Count(line => line.Contains("the creation of one", StringComparison.Ordinal))
        );
    }

    // Of "? files of the run may exist: 2 uploads were not answered".
    private static int UploadsOf(string line) =>
        Regex.Match(line, "(?<uploads>[0-9]+) uploads were not answered", RegexOptions.None, TimeSpan.FromSeconds(1))
            is { Success: true } found
            ? int.Parse(found.Groups["uploads"].ValueSpan, CultureInfo.InvariantCulture)
            : 0;

    private string[] NotRemoved()
    {
        var path = Path.Combine(folder.File("out"), "not-removed.txt");
        return File.Exists(path) ? File.ReadAllLines(path) : [];
    }

    // The other users are cut off wherever they are. Of a creation that was not answered, nobody knows whether the service
    // may finish it yet; the run has looked for it and says so.
    private static void OnlyMayExist(string line) => Assert.Matches(@"^\? .* may exist: .* not answered$", line);

    private static string Row(int number) =>
        $$$"""{"custom_id":"{{{number}}}","method":"POST","url":"/v1/chat/completions","body":{"model":"m","text":"{{{new string('x', 100)}}}"}}""";

    private static void Apply(string change, string path)
    {
        switch (change)
        {
            case "truncate":
                File.WriteAllText(path, "");
                break;
            case "append":
                File.AppendAllText(path, Row(1_000_000) + "\n");
                break;
            case "replace":
                // Of the same size, as a deployment does it.
                File.WriteAllBytes(path + ".new", File.ReadAllBytes(path));
                File.Move(path + ".new", path, overwrite: true);
                break;
            case "touch":
                File.SetLastWriteTimeUtc(path, File.GetLastWriteTimeUtc(path).AddSeconds(1));
                break;
            default:
                File.Delete(path);
                break;
        }
    }

    private static string[] Load(string host) =>
        [
            "--host",
            host,
            "--users",
            "3",
            "--spawn-rate",
            "30",
            "--run-time",
            "10m",
            "--wait",
            "0s",
            "--poll-interval",
            "100ms",
            "--results",
            "out",
        ];
}
