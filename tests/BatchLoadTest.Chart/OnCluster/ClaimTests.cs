namespace BatchLoadTest.Chart.OnCluster;

/// <summary>A claim that is there already, from an earlier release or revision.</summary>
[Trait("needs", "kube")]
public sealed class ClaimTests(ControlPlane plane)
{
    [Theory]
    [InlineData("results.size=2Gi", "size 1Gi")]
    [InlineData("results.accessModes[0]=ReadWriteMany", "accessModes ReadWriteOnce")]
    [InlineData("results.storageClass=shared", "storageClass standard")]
    public async Task Claim_ThatIsThereWithOtherValues_NothingIsApplied(string set, string has)
    {
        await using var space = await plane.SpaceAsync();
        await space.InstallAsync("");
        await space.CompletesAsync("load-batch-load-test-r1");

        var upgrade = await space.TryAsync("upgrade", set);
        await space.HelmAsync("uninstall", "load");
        var install = await space.TryAsync("install", set);

        foreach (var refused in new[] { upgrade, install })
        {
            Assert.Contains(
                $"the claim load-batch-load-test-results is there with {has}",
                refused.Error,
                StringComparison.Ordinal
            );
        }

        Assert.Empty(await space.NamesAsync("apis/batch/v1", "jobs"));
        await space.InstallAsync("results.size=1024Mi");
        await space.CompletesAsync("load-batch-load-test-r1");
    }
}
