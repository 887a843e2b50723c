using System.Globalization;
using BatchLoadTest.Recording;
using BatchLoadTest.Runtime;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.EndToEnd.Shards;

/// <summary>Processes of one load that are killed, come late, or are in each other's way.</summary>
public sealed class ShardFailureTests
{
    // As where Kubernetes evicts a pod and starts another in its place.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task ShardKilledAndStartedAgain_AllEndWellWithOneKey(int killed)
    {
        await using var mock = await MockProcess.StartAsync("--batch-duration", "300ms");
        // No poll is answered until all that is to happen meanwhile has happened, however slow the machine.
        await using var way = new MeddlingProxy(
            mock.Address,
            request =>
                request.StartsWith("GET /ai/v1/batches/", StringComparison.Ordinal) ? Meddling.Hold : Meddling.Nothing
        );
        using var shards = new ShardProcesses(way.Address, DateTimeOffset.UtcNow.AddSeconds(2));
        await using var victim = shards.StartIterations(killed);
        await using var second = shards.StartIterations((killed + 1) % 3);
        await using var third = shards.StartIterations((killed + 2) % 3);
        await HasRequestsAsync(shards.Results(killed));
        victim.Signal("KILL");
        await victim.EndAsync();
        await using var again = shards.StartIterations(killed);
        await UntilAsync(() => Directory.GetFiles(shards.Results(killed), "run-*.jsonl").Length == 1);
        await HasRequestsAsync(shards.Results(killed));
        way.Release();

        foreach (var program in new[] { second, third, again })
        {
            (await program.EndAsync()).ExitedWith(0);
        }

        var keys = (await mock.CountsAsync()).GetProperty("keys");
        Assert.Equal(1, keys.GetProperty("created").GetInt64());
        Assert.Equal(0, keys.GetProperty("live").GetInt64());
        var kept = Assert.Single(Directory.GetFiles(shards.Results(killed), "run-*.jsonl"));
        var first = RecordedRun.Read(kept);
        Assert.Equal(RunEnd.Unknown, first.Ending.End);
        var ending = RecordedRun.Read(shards.Results(killed)).Ending;
        Assert.Equal(RunEnd.Planned, ending.End);
        var notices = ending.Notices;
        Assert.Contains(notices, notice => notice.Contains($"{first.Run.Id}, was cut off: ", StringComparison.Ordinal));
        Assert.Contains(notices, notice => notice.Contains("after --start-at", StringComparison.Ordinal));
        Assert.Equal(
            killed == 0,
            notices.Any(notice => notice.StartsWith("took over the API key ", StringComparison.Ordinal))
        );
        Assert.Equal(["key.refused"], Directory.GetFiles(shards.Folder).Select(Path.GetFileName));
        for (var shard = 0; shard < 3; shard++)
        {
            var failures = RecordedRun.Read(shards.Results(shard)).Final.Failures;
            Assert.DoesNotContain(failures, failure => failure.Kind.Contains("401", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Shard0StartedAgainAfterTheLoad_DeletesTheKeyOfItsFirstStart()
    {
        await using var mock = await MockProcess.StartAsync("--batch-duration", "300ms");
        // Three programs have to start before the load is over: as long as it takes on this machine.
        var length = TimeSpan.FromSeconds(4) + (10 * mock.StartTime);
        var start = DateTimeOffset.UtcNow.AddSeconds(3);
        using var shards = new ShardProcesses(mock.Address, start, Seconds(length));
        await using var first = shards.Start(0);
        await using var second = shards.Start(1);
        await using var third = shards.Start(2);
        await UntilAsync(() => File.Exists(shards.KeyFile));
        first.Signal("KILL");
        (await second.EndAsync()).ExitedWith(0);
        (await third.EndAsync()).ExitedWith(0);
        await UntilAsync(() => DateTimeOffset.UtcNow > start + length + TimeSpan.FromSeconds(1));
        Assert.Equal(1, await mock.LiveKeysAsync());

        await using var again = shards.Start(0);
        var result = await again.EndAsync();

        result.ExitedWith(ExitCodes.CouldNotRun);
        Assert.Equal(0, await mock.LiveKeysAsync());
        Assert.False(File.Exists(shards.KeyFile));
        Assert.True(File.Exists(Path.Combine(shards.Results(0), "run.jsonl")));
    }

    [Fact]
    public async Task TwoRunsInOneFolder_TheSecondIsRefusedAndTheFirstLosesNothing()
    {
        using var folder = new TemporaryFolder();
        await using var mock = await MockProcess.StartAsync("--batch-duration", "300ms");
        string[] args = ["--host", mock.Address, "--users", "2", "--run-time", "6s", "--results", "r"];
        await using var first = BuiltProgram.Start(folder.Path, null, args);
        await HasRequestsAsync(folder.File("r"));
        var second = await BuiltProgram.RunAsync(folder.Path, null, args);

        second.ExitedWith(ExitCodes.WrongUsage);
        Assert.Contains("--results", second.Error, StringComparison.Ordinal);
        Assert.Contains("in use by another run", second.Error, StringComparison.Ordinal);
        (await first.EndAsync()).ExitedWith(0);
        Assert.Equal(RunEnd.Planned, RecordedRun.Read(folder.File("r")).Ending.End);
        Assert.False(File.Exists(folder.File("r/run.lock")));
    }

    [Fact]
    public async Task JournalOfAnEarlierRun_IsGoneBeforeTheStart()
    {
        using var folder = new TemporaryFolder();
        string[] args = ["--host", "mock", "--mock-batch-duration", "0s", "--iterations", "1", "--results", "r"];
        (await BuiltProgram.RunAsync(folder.Path, null, args)).ExitedWith(0);
        var moment = DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        await using var waiting = BuiltProgram.Start(folder.Path, null, [.. args, "--start-at", moment]);
        await waiting.SaysAsync("to start at");

        Assert.False(File.Exists(folder.File("r/run.jsonl")));
        waiting.Signal("INT");
        (await waiting.EndAsync()).ExitedWith(ExitCodes.Interrupted);
    }

    [Fact]
    public async Task JournalThatCannotBeMade_ExitsWith2AndTheOthersNeedNotWait()
    {
        await using var mock = await MockProcess.StartAsync();
        using var shards = new ShardProcesses(mock.Address, DateTimeOffset.UtcNow);
        Directory.CreateDirectory(Path.Combine(shards.Results(0), "run.jsonl", "something"));
        await using var first = shards.Start(0);
        await using var second = shards.Start(1);
        var refused = await first.EndAsync();
        var other = await second.EndAsync();

        refused.ExitedWith(ExitCodes.WrongUsage);
        Assert.Contains("error: --results", refused.Error, StringComparison.Ordinal);
        Assert.Contains("run.jsonl", refused.Error, StringComparison.Ordinal);
        other.ExitedWith(ExitCodes.CouldNotRun);
        // Had it waited until the end of its patience, it would say so instead.
        Assert.Contains("shard 0 has no API key: --results", other.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LoadThatIsOver_ExitsWith3AndTouchesNothing()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("r"));
        await File.WriteAllTextAsync(folder.File("r/run.jsonl"), "an earlier one");
        var result = await BuiltProgram.RunAsync(
            folder.Path,
            null,
            ["--host", "mock", "--start-at", "2026-01-01T00:00:00Z", "--run-time", "5m", "--results", "r"]
        );

        result.ExitedWith(ExitCodes.CouldNotRun);
        Assert.Contains("COULD NOT RUN: --start-at 2026-01-01T00:00:00", result.Error, StringComparison.Ordinal);
        Assert.Equal([folder.File("r/run.jsonl")], Directory.GetFiles(folder.File("r")));
        Assert.Equal("an earlier one", await File.ReadAllTextAsync(folder.File("r/run.jsonl")));
    }

    [Theory]
    [InlineData(null, "the load ended before shard 0 had left an API key there")]
    [InlineData("TERM", "the load was stopped before shard 0 had left an API key there")]
    public async Task NoKeyBeforeTheEnd_CouldNotRun(string? signal, string words)
    {
        await using var mock = await MockProcess.StartAsync();
        // It has to start before the load is over.
        var length = TimeSpan.FromSeconds(3) + (10 * mock.StartTime);
        using var shards = new ShardProcesses(
            mock.Address,
            DateTimeOffset.UtcNow.AddSeconds(1),
            signal is null ? Seconds(length) : "1h"
        );
        await using var program = shards.Start(1, "--stop-timeout", signal is null ? "1s" : "10m");
        if (signal is not null)
        {
            await HasJournalAsync(shards.Results(1));
            await Task.Delay(TimeSpan.FromSeconds(2));
            program.Signal(signal);
        }

        var result = await program.EndAsync();

        result.ExitedWith(ExitCodes.CouldNotRun);
        Assert.Contains(
            $"--key-exchange {shards.KeyFile}: {words}",
            Unwrapped(result.Output),
            StringComparison.Ordinal
        );
    }

    private static string Seconds(TimeSpan time) =>
        string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(time.TotalSeconds)}s");

    private static string Unwrapped(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static Task HasJournalAsync(string results) =>
        UntilAsync(() => File.Exists(Path.Combine(results, "run.jsonl")));

    private static Task HasRequestsAsync(string results) =>
        UntilAsync(() => TryRead(results)?.Final.Batches.Created > 2);

    private static RecordedRun? TryRead(string results)
    {
        try
        {
            return RecordedRun.Read(results);
        }
        catch (JournalException)
        {
            return null;
        }
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        var begin = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(begin) < Eventually.Patience);
            await Task.Delay(50);
        }
    }
}
