namespace BatchLoadTest.Chart.OnCluster;

/// <summary>An upgrade while the earlier revision's run goes on.</summary>
[Trait("needs", "kube")]
public sealed class UpgradeTests(ControlPlane plane)
{
    [Theory]
    [InlineData("")]
    [InlineData(",workers=1")]
    public async Task Upgrade_OfARunThatGoesOn_TheNewOneWaitsUntilItHasCleanedUp(string set)
    {
        await using var space = await plane.SpaceAsync();
        await space.InstallAsync($"load.iterations=null,load.runTime=10m{set}");
        var first = await space.RunningAsync("load-batch-load-test-r1");
        await space.UntilAsync(
            async () => (await space.CountsAsync())["batches"]!["completed"]!.GetValue<int>() > 0,
            "the first run applies its load"
        );

        await space.UpgradeAsync(set.TrimStart(','));
        var both = false;
        await space.UntilAsync(
            async () =>
            {
                var runs = await space.PodsAsync("app.kubernetes.io/component=run");
                both |= runs.Count(pod => pod["spec"]!["nodeName"] is not null && !Space.HasEnded(pod)) > 1;
                return runs.All(pod => Space.NameOf(pod) != first);
            },
            "the first run's pod is gone"
        );

        // One that has ended has its node until it is removed, and keeps nobody away.
        Assert.False(both, "both runs had a node");
        await space.CompletesAsync("load-batch-load-test-r2");
        var counts = await space.CountsAsync();
        Assert.Equal(2, counts["keys"]!["created"]!.GetValue<int>());
        Assert.Equal(0, counts["keys"]!["live"]!.GetValue<int>());
    }
}
