using BatchLoadTest.Recording;

namespace BatchLoadTest.Chart.OnCluster;

/// <summary>A second run of the same id, and one that takes the place of another that was killed.</summary>
[Trait("needs", "kube")]
public sealed class SecondRunTests(ControlPlane plane)
{
    [Fact]
    public async Task SameId_OnAKeptClaim_TheFirstRunIsKept()
    {
        await using var space = await plane.SpaceAsync();
        for (var time = 0; time < 2; time++)
        {
            await space.InstallAsync("run.id=one");
            await space.CompletesAsync("load-batch-load-test-one");
            if (time == 0)
            {
                await space.UninstallAsync();
            }
        }

        var folder = Path.Combine(await space.VolumeAsync(), "load_one");
        var kept = Assert.Single(Directory.GetFiles(folder, "run-2*.jsonl"));
        Assert.Equal(RunEnd.Planned, RecordedRun.Read(kept).Ending.End);
        Assert.True(File.Exists(Path.Combine(Path.ChangeExtension(kept, null), "report.html")));
        Assert.Contains(
            "came to its end",
            await File.ReadAllTextAsync(Path.Combine(folder, "summary.md")),
            StringComparison.Ordinal
        );
    }

    // Evicted, which marks it as disrupted, and killed before it could clean up.
    [Fact]
    public async Task PodThatWasKilled_IsReplaced_AndTheReplacementRemovesWhatItLeft()
    {
        await using var space = await plane.SpaceAsync();
        await space.InstallAsync("mock.args[0]=--batch-duration=4s,load.iterations=null,load.runTime=15s");
        var first = await space.RunningAsync("load-batch-load-test-r1");
        // It has written down the key by which it makes a batch.
        await space.UntilAsync(
            async () => (await space.CountsAsync())["batches"]!["created"]!.GetValue<int>() > 0,
            "a batch"
        );
        await space.FreezeAsync(first);
        var evicted = await space.EvictAsync(first);
        Assert.True(evicted.ExitCode == 0, evicted.Error);
        await space.KillAsync(first);
        await space.CompletesAsync("load-batch-load-test-r1");

        var folder = Assert.Single(Directory.GetDirectories(await space.VolumeAsync()));
        var counts = await space.CountsAsync();
        Assert.Equal(2, counts["keys"]!["created"]!.GetValue<int>());
        Assert.Equal(0, counts["keys"]!["live"]!.GetValue<int>());
        Assert.Empty(Directory.GetFiles(folder, "not-removed*.txt"));
        var summary = await File.ReadAllTextAsync(Path.Combine(folder, "summary.md"));
        Assert.Contains("had left at the service is removed: API key load-test-", summary, StringComparison.Ordinal);
        Assert.Contains("was cut off", summary, StringComparison.Ordinal);
    }
}
