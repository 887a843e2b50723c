using System.Text.Json;
using BatchLoadTest.Runtime;

namespace BatchLoadTest.EndToEnd.Runs;

/// <summary>Checks of two services side by side.</summary>
public sealed class CheckCompareTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task TwoServices_StandSideBySide_AndNothingIsSent()
    {
        await CheckAsync("right");
        await CheckAsync("poor", "--credit", "below");

        var result = await CompareAsync("right/check.json", "poor", "--markdown", "both.md");

        result.ExitedWith(ExitCodes.Success);
        Assert.Matches(@"check +right +poor +required", result.Output);
        Assert.Matches(@"preflight\.create +ok +FAIL ", result.Output);
        Assert.DoesNotContain("preflight.tcp", result.Output, StringComparison.Ordinal);
        Assert.Contains("--all shows them", result.OneLine, StringComparison.Ordinal);
        Assert.All(result.Output.Split('\n'), line => Assert.InRange(line.Length, 0, 120));
        Assert.Contains("| ✓ | ✗ |", await File.ReadAllTextAsync(folder.File("both.md")), StringComparison.Ordinal);
        Assert.Contains(
            "preflight.tcp",
            (await CompareAsync("right", "poor", "--all")).Output,
            StringComparison.Ordinal
        );
        using var json = JsonDocument.Parse((await CompareAsync("right", "poor", "--json")).Output);
        Assert.Equal("poor", json.RootElement.GetProperty("services")[1].GetProperty("name").GetString());
    }

    [Theory]
    [InlineData("check --compare other.json other.json", "other.json: is no check.json")]
    [InlineData("check --compare nowhere other.json", "nowhere: cannot be read")]
    [InlineData("check --compare other.json", "2 or more check.json files are to follow")]
    [InlineData("check other.json --host mock", "no argument is expected without --compare")]
    [InlineData("check --host mock --all", "makes sense only with --compare")]
    public async Task WhatCannotBeCompared_IsSaid(string line, string words)
    {
        folder.Write("other.json", "{}");

        var result = await BuiltProgram.RunAsync(folder.Path, null, line.Split(' '));

        result.ExitedWith(ExitCodes.WrongUsage);
        Assert.Contains(words, result.Error, StringComparison.Ordinal);
    }

    private Task<ProgramResult> CompareAsync(params string[] args) =>
        BuiltProgram.RunAsync(folder.Path, null, ["check", "--compare", .. args]);

    private async Task CheckAsync(string results, params string[] mockArgs)
    {
        await using var mock = await MockProcess.StartAsync(["--batch-duration", "200ms", .. mockArgs]);
        await BuiltProgram.RunAsync(
            folder.Path,
            null,
            "check",
            "--host",
            mock.Address,
            "--only",
            "preflight",
            "--results",
            results
        );
    }
}
