namespace BatchLoadTest.Chart.OnCluster;

/// <summary>Namespaces whose quota asks every pod for limits.</summary>
[Trait("needs", "kube")]
public sealed class QuotaTests(ControlPlane plane)
{
    [Fact]
    public async Task Quota_OnLimits_LetsEachPodRun_AlsoThatWhichFetches()
    {
        await using var space = await plane.SpaceAsync();
        await space.ApplyAsync(
            """
            apiVersion: v1
            kind: ResourceQuota
            metadata: {name: limits}
            spec: {hard: {limits.cpu: 8, limits.ephemeral-storage: 1Gi}}
            """
        );
        var notes = await space.InstallAsync(
            string.Join(
                ',',
                new[] { "resources", "workerResources", "fetchResources", "mock.resources" }.Select(name =>
                    $"{name}.limits.cpu=1,{name}.limits.ephemeral-storage=50Mi"
                )
            ) + ",workers=1"
        );

        await space.CompletesAsync("load-batch-load-test-r1");
        await space.FetchAsync(notes);
        var test = await space.HelmAsync("test", "load");
        Assert.True(test.ExitCode == 0, test.Output + test.Error);
    }
}
