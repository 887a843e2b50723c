using BatchLoadTest.Runtime;

namespace BatchLoadTest.EndToEnd.Ends;

/// <summary>A run that saw no batch end has not measured what the service is there for, however well its requests fared.</summary>
public sealed class NoBatchEndedTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("--batch-timeout 300ms")]
    [InlineData("--max-polls 2")]
    [InlineData("--stop-timeout 1s")]
    public async Task OnDefaults_FailsWithTheReason(string args)
    {
        var result = await RunAsync(args);

        result.ExitedWith(ExitCodes.ThresholdFailed);
        Assert.Matches(@"FAILED +batches\.seen_to_end > 0 +0 +default", result.Output);
        Assert.DoesNotContain("PASSED  all", result.Output, StringComparison.Ordinal);
        Assert.Contains(
            "no batch was seen to end, so that nothing is known of how the service works on them",
            OneLine(result),
            StringComparison.Ordinal
        );
        (await BuiltProgram.RunAsync(folder.Path, null, "report", "out")).ExitedWith(ExitCodes.ThresholdFailed);
        using var metrics = RunMetrics.Read(folder.File("out"));
        Assert.True(metrics.Batch("created") > 0);
        Assert.Contains(
            "batches.seen_to_end &gt; 0",
            await File.ReadAllTextAsync(folder.File("out/junit.xml")),
            StringComparison.Ordinal
        );
    }

    // Who asks for it gets it: a test of creation alone, say.
    [Theory]
    [InlineData("--threshold", "batches.seen_to_end >= 0")]
    [InlineData("--no-default-thresholds")]
    public async Task AskedFor_Passes(params string[] asked)
    {
        var result = await RunAsync("--batch-timeout 300ms", asked);

        result.ExitedWith(ExitCodes.Success);
        Assert.Contains("no batch was seen to end", OneLine(result), StringComparison.Ordinal);
    }

    private Task<ProgramResult> RunAsync(string args, params string[] more) =>
        BuiltProgram.RunUndisturbedAsync(
            folder.Path,
            null,
            [
                .. "--host mock --mock-batch-duration 1h --users 2 --spawn-rate 10 --run-time 2s --wait 200ms".Split(
                    ' '
                ),
                // A batch of an hour takes minutes to cancel, which clean-up would wait for.
                .. "--poll-interval 100ms --keep-files --results out".Split(' '),
                .. args.Split(' '),
                .. more,
            ]
        );

    // Whatever the width at which the words were wrapped.
    private static string OneLine(ProgramResult result) =>
        string.Join(' ', result.Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
