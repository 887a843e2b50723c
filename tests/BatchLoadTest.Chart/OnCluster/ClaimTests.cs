namespace BatchLoadTest.Chart.OnCluster;

/// <summary>A claim that is there already, from an earlier release or revision.</summary>
[Trait("needs", "kube")]
public sealed class ClaimTests(ControlPlane plane)
{
    private static readonly (string Set, string Has)[] Others =
    [
        ("results.size=2Gi", "size 1Gi"),
        ("results.accessModes[0]=ReadWriteMany", "accessModes ReadWriteOnce"),
        ("results.storageClass=shared", "storageClass standard"),
    ];

    [Fact]
    public async Task Claim_ThatIsThereWithOtherValues_NothingIsApplied()
    {
        await using var space = await plane.SpaceAsync();
        await space.InstallAsync("");
        await space.CompletesAsync("load-batch-load-test-r1");

        await AreRefusedAsync(space, "upgrade");
        await space.UninstallAsync();
        await AreRefusedAsync(space, "install");

        Assert.Empty(await space.NamesAsync("apis/batch/v1", "jobs"));
        await space.InstallAsync("results.size=1024Mi");
        await space.CompletesAsync("load-batch-load-test-r1");
    }

    private static async Task AreRefusedAsync(Space space, string command)
    {
        foreach (var (set, has) in Others)
        {
            var refused = await space.TryAsync(command, set);
            Assert.Contains(
                $"the claim load-batch-load-test-results is there with {has}",
                refused.Error,
                StringComparison.Ordinal
            );
        }
    }
}
