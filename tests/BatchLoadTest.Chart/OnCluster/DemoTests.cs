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

    [Theory]
    [InlineData("thresholds.errorRate=0.01", true)]
    [InlineData("thresholds.extra[0]=upload.p50 < 0.001ms", false)]
    public async Task OneLineOfACiJob_EndsAsTheRunDoes(string set, bool passes)
    {
        await using var space = await plane.SpaceAsync();

        var result = await space.TryAsync("install", set, "--wait", "--wait-for-jobs", "--timeout", "10m");

        Assert.True(passes == (result.ExitCode == 0), result.Output + result.Error);
    }
}
