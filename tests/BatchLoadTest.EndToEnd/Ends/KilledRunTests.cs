using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.EndToEnd.Ends;

/// <summary>A run that was killed, and the next one in its folder: what the first has left at the service.</summary>
public sealed class KilledRunTests : IDisposable
{
    private const int Users = CleaningRun.Users;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task WhatItLeft_TheNextOneRemoves_KeyFilesAndBatches()
    {
        await using var mock = await StartMockAsync();
        await KillAsync(mock);

        await FollowAsync(mock);

        await LeftBehind.AssertNothingAsync(mock, folder.File("out"));
        Assert.Empty(Lists);
        Assert.Matches(
            @"what an earlier run in this folder, \S+, had left at the service is removed: API key load-test-\S+, \d+ files deleted",
            Summary
        );
        Assert.DoesNotContain("may still be at the service", Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task KilledTwice_TheThirdRemovesWhatBothLeft()
    {
        await using var mock = await StartMockAsync();
        await KillAsync(mock);
        await KillAsync(mock, 2);

        await FollowAsync(mock, 3);

        await LeftBehind.AssertNothingAsync(mock, folder.File("out"));
        Assert.Empty(Lists);
    }

    // As pods of one release on one claim, of which each upgrade has a folder of its own.
    [Fact]
    public async Task KilledInAFolderBeside_OfTheSameSeries_TheNextOneRemovesWhatItLeft()
    {
        await using var mock = await StartMockAsync();
        await KillAsync(mock, 1, "--results", "load_r1");

        await FollowAsync(mock, 2, "--results", "load_r2");

        await LeftBehind.AssertNothingAsync(mock, folder.File("load_r1"));
        await LeftBehind.AssertNothingAsync(mock, folder.File("load_r2"));
        Assert.Matches(
            @"what a run that was killed, in the folder load_r1 beside this one, had left at the service is removed: API key "
                + @"load-test-\S+, \d+ files deleted",
            await File.ReadAllTextAsync(folder.File("load_r2/summary.md"))
        );
        // Its journal is no part of this run.
        Assert.True(File.Exists(folder.File("load_r1/run.jsonl")));
        Assert.Empty(Directory.GetFiles(folder.File("load_r2"), "run-*.jsonl"));
    }

    [Fact]
    public async Task KilledInAFolderBeside_WithOtherCredentials_IsLeftAloneWithoutAWord()
    {
        await using var mock = await StartMockAsync();
        await KillAsync(mock, 1, "--results", "load_r1");

        await FollowAsync(mock, 2, "--results", "load_r2", "--api-key", LeftBehind.Key);

        Assert.Equal(1, (await LeftBehind.AtAsync(mock)).Keys);
        Assert.Equal(1, LeftBehind.ToldIn(folder.File("load_r1")).Keys);
        Assert.DoesNotContain(
            "load_r1",
            await File.ReadAllTextAsync(folder.File("load_r2/summary.md")),
            StringComparison.Ordinal
        );
    }

    // Whoever brought a key may not delete another, nor see what was made with it.
    [Fact]
    public async Task NextOneHasAKeyOfItsOwn_NothingIsTouchedAndTheKeyIsNamed()
    {
        await using var mock = await StartMockAsync();
        await KillAsync(mock);

        await FollowAsync(mock, 2, "--api-key", LeftBehind.Key);

        Assert.Equal(1, (await LeftBehind.AtAsync(mock)).Keys);
        Assert.Contains(await ListedAsync(), line => line.StartsWith("K load-test-", StringComparison.Ordinal));
        Assert.Matches("nothing of it was removed: it had (basic auth|no api-key)", Summary);
        Assert.Matches(@"API key load-test-\S+ of that run may still be at the service", Summary);
    }

    [Fact]
    public async Task NextOneMakesItsKeysElsewhere_NothingIsTouchedAndWhyIsSaid()
    {
        await using var mock = await StartMockAsync();
        await KillAsync(mock);

        // As "current", in other words.
        await FollowAsync(mock, 2, "--api-key-endpoint", $"{mock.Address}/admin/api/v1/users/current/api-keys");

        Assert.Equal(1, (await LeftBehind.AtAsync(mock)).Keys);
        Assert.Matches("nothing of it was removed: it had /admin\\S+ api-key-endpoint", Summary);
    }

    // On a machine that was cut off, say, and with a disk that keeps no locks.
    [Fact]
    public async Task ItGoesOnAllTheSame_ItsKeyStays()
    {
        await using var mock = await StartMockAsync();
        await KillAsync(mock);

        await using var next = CleaningRun.Start(folder.Path, mock.Address, "--stop-timeout", "1s");
        await mock.HasBatchesAsync(2 * Users);
        await File.AppendAllTextAsync(Assert.Single(Directory.GetFiles(folder.File("out"), "run-*.jsonl")), "{}\n");
        next.Signal("TERM");
        await next.EndAsync();

        Assert.Equal(1, (await LeftBehind.AtAsync(mock)).Keys);
        Assert.Contains("its journal still grows", Summary, StringComparison.Ordinal);
    }

    private string[] Lists => Directory.GetFiles(folder.File("out"), "not-removed-*.txt");

    private string Summary => File.ReadAllText(folder.File("out/summary.md"));

    private Task<string[]> ListedAsync() => File.ReadAllLinesAsync(Assert.Single(Lists));

    private static Task<MockProcess> StartMockAsync() =>
        MockProcess.StartAsync("--api-key", LeftBehind.Key, "--batch-duration", "20s");

    private async Task KillAsync(MockProcess mock, int time = 1, params string[] more)
    {
        await using var program = CleaningRun.Start(folder.Path, mock.Address, more);
        await mock.HasBatchesAsync(time * Users);
        // The account on the disk lacks up to a second; what is not there is found by name.
        program.Signal("KILL");
        await program.EndAsync();
    }

    private async Task FollowAsync(MockProcess mock, int time = 2, params string[] more)
    {
        await using var program = CleaningRun.Start(folder.Path, mock.Address, ["--stop-timeout", "1s", .. more]);
        await mock.HasBatchesAsync(time * Users);
        program.Signal("TERM");
        await program.EndAsync();
    }
}
