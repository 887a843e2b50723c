namespace BatchLoadTest.Chart.OnCluster;

/// <summary>What the guide shows, as it stands but for the image's registry.</summary>
[Trait("needs", "kube")]
public sealed class DemoTests(ControlPlane plane)
{
    [Fact]
    public async Task Demo_ThePageAppliesALoadThatWorkersShare()
    {
        await using var space = await plane.SpaceAsync();
        var installed = await space.HelmAsync(
            "install",
            "load",
            HelmChart.ChartPath,
            "-f",
            Path.Combine(RepositoryFiles.Root, "charts", "demo.yaml"),
            "--set",
            $"image.repository={ControlPlane.Image},resources.requests.cpu=10m,workerResources.requests.cpu=10m"
        );
        Assert.True(installed.ExitCode == 0, installed.Error);

        await space.UntilAsync(
            async () => (await space.CountsAsync())["batches"]!["completed"]!.GetValue<int>() > 0,
            "batches complete"
        );
        Assert.Equal(2, (await space.PodsAsync("app.kubernetes.io/component=worker")).Count);
    }

    // One that passes is the guide's own first command.
    [Fact]
    public async Task OneLineOfACiJob_FailsAsTheRunDoes()
    {
        await using var space = await plane.SpaceAsync();

        var result = await space.TryAsync(
            "install",
            "thresholds.extra[0]=upload.p50 < 0.001ms",
            "--wait",
            "--wait-for-jobs",
            "--timeout",
            "10m"
        );

        Assert.NotEqual(0, result.ExitCode);
    }
}
