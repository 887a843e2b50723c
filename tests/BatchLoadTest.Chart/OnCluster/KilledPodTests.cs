using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Chart.OnCluster;

/// <summary>A pod that is killed and not replaced, as by a kernel without memory: what it has left at the service.</summary>
[Trait("needs", "kube")]
public sealed class KilledPodTests(ControlPlane plane)
{
    [Fact]
    public async Task KilledWithoutAReplacement_TheNextRunOfTheReleaseRemovesWhatItLeft()
    {
        await using var space = await plane.SpaceAsync();
        await space.InstallAsync("mock.args[0]=--batch-duration=4s,load.iterations=null,load.runTime=10m");
        var first = await space.RunningAsync("load-batch-load-test-r1");
        await space.UntilAsync(
            async () => (await space.CountsAsync())["batches"]!["created"]!.GetValue<int>() > 0,
            "a batch"
        );
        await space.KillAsync(first);
        Assert.Equal("Failed", await space.OutcomeAsync("load-batch-load-test-r1"));
        Assert.Equal(1, (await space.CountsAsync())["keys"]!["live"]!.GetValue<int>());

        await space.UpgradeAsync("mock.args[0]=--batch-duration=4s");
        await space.CompletesAsync("load-batch-load-test-r2");

        Assert.Equal(0, (await space.CountsAsync())["keys"]!["live"]!.GetValue<int>());
        var folders = Directory.GetDirectories(await space.VolumeAsync(), "load_r*");
        Assert.Equal(2, folders.Length);
        Assert.All(folders, folder => Assert.Empty(Directory.GetFiles(folder, "not-removed*.txt")));
    }
}
