using BatchLoadTest.Runtime;

namespace BatchLoadTest.EndToEnd.Runs;

/// <summary>Two runs with the same classes of batches, of which one is slower and misses its window in the second.</summary>
public sealed class CompareClassesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task TheClassThatIsServedWorse_IsNamed_AndTheOtherIsNot()
    {
        await RunAsync("base", rowsOfBig: 5, price: "0.15/0.60");
        await RunAsync("new", rowsOfBig: 40, price: "0.30/0.60", "--miss-window", "1h=100%");

        var result = await BuiltProgram.RunAsync(
            folder.Path,
            null,
            "compare base new --fail-on worse:50% --markdown change.md".Split(' ')
        );

        result.ExitedWith(ExitCodes.Worse);
        Assert.Contains("class         big", result.Output, StringComparison.Ordinal);
        var changed = (await File.ReadAllLinesAsync(folder.File("change.md"), TestContext.Current.CancellationToken))
            .TakeWhile(line => !line.StartsWith("<details>", StringComparison.Ordinal))
            .ToList();
        Assert.True(IsWorse("batch turnaround p50", "big"), result.Output);
        Assert.False(IsWorse("batch turnaround p50", "small"), result.Output);
        Assert.True(IsWorse("batch attained", "big"), result.Output);
        Assert.False(IsWorse("batch attained", "small"), result.Output);
        // What a row of small takes is the same, and costs more.
        Assert.True(IsWorse("cost per million rows", "small"), result.Output);
        Assert.False(IsWorse("tokens in per row", "small"), result.Output);
        var said = string.Join(' ', result.Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("price *=0.15/0.60 / *=0.30/0.60", said, StringComparison.Ordinal);
        Assert.Contains("class big rows 5 / 40", said, StringComparison.Ordinal);
        Assert.DoesNotContain("class big window", said, StringComparison.Ordinal);
        Assert.DoesNotContain("class small rows", said, StringComparison.Ordinal);

        bool IsWorse(string figure, string name) =>
            changed.Exists(line =>
                line.StartsWith($"| <code>{figure}&#91;class&#61;{name}&#93;</code> ", StringComparison.Ordinal)
                && line.EndsWith("| ✗ **worse** |", StringComparison.Ordinal)
            );
    }

    // Each model has claims of its own: what big asks for makes nothing of small wait. For a time, not for a number of
    // batches: on a busy machine too both runs have seconds enough to compare.
    private async Task RunAsync(string results, int rowsOfBig, string price, params string[] mockOptions)
    {
        await using var mock = await MockProcess.StartAsync([
            .. "--claim 200rows/100ms --row-time 1ms".Split(' '),
            .. mockOptions,
        ]);
        var result = await BuiltProgram.RunAsync(
            folder.Path,
            null,
            [
                .. $"--host {mock.Address} --headless --users 20 --spawn-rate 50 --wait 0s --run-time 7s".Split(' '),
                .. $"--poll-interval 50ms --seed 5 --no-default-thresholds --price *={price} --results {results}".Split(
                    ' '
                ),
                "--class",
                "name=small,generate=10x1KB,window=24h,model=a",
                "--class",
                $"name=big,generate={rowsOfBig}x1KB,window=1h,model=b",
            ]
        );

        result.ExitedWith(ExitCodes.Success);
    }
}
