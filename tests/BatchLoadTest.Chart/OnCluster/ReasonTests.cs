using System.Text.Json.Nodes;

namespace BatchLoadTest.Chart.OnCluster;

/// <summary>Where a person looks first for why a run ended, or never began.</summary>
[Trait("needs", "kube")]
public sealed class ReasonTests(ControlPlane plane)
{
    [Theory]
    [InlineData("")]
    [InlineData(",workers=1")]
    public async Task FailedRun_SaysWhy_WhereKubernetesShowsIt_AndLastInItsLog(string set)
    {
        await using var space = await plane.SpaceAsync();
        await space.InstallAsync($"thresholds.extra[0]=upload.p50 < 0.001ms,results.store=log{set}");

        Assert.Equal("Failed", await space.OutcomeAsync("load-batch-load-test-r1"));

        var pod = Assert.Single(await space.PodsAsync("job-name=load-batch-load-test-r1"));
        var message = Space.EndOf(pod)!["message"]!.GetValue<string>();
        Assert.StartsWith("FAILED 1 of ", message, StringComparison.Ordinal);
        Assert.Contains("upload.p50 < 0.001ms is ", message, StringComparison.Ordinal);
        Assert.EndsWith("(exit code 1)", message, StringComparison.Ordinal);
        Assert.Equal(message, (await space.LogAsync(Space.NameOf(pod))).TrimEnd().Split('\n')[^1]);
    }

    [Fact]
    public async Task WrongOption_SaysWhy_WhereKubernetesShowsIt()
    {
        await using var space = await plane.SpaceAsync();
        await space.InstallAsync("extraArgs[0]=--verify=perhaps");

        Assert.Equal("Failed", await space.OutcomeAsync("load-batch-load-test-r1"));

        var pod = Assert.Single(await space.PodsAsync("job-name=load-batch-load-test-r1"));
        Assert.Contains("--verify", Space.EndOf(pod)!["message"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    // Side by side: each is waiting for its deadline.
    [Fact]
    public Task PodThatNeverStarts_TheNotesSayWhy_AndTheJobFailsSoon() =>
        Task.WhenAll(
            NeverStartsAsync("image.repository=registry.example/none", "Back-off pulling image"),
            NeverStartsAsync("nodeSelector.disk=none", "didn't match Pod's node affinity/selector"),
            NeverStartsAsync("resources.requests.cpu=900", "Insufficient cpu")
        );

    private async Task NeverStartsAsync(string set, string why)
    {
        await using var space = await plane.SpaceAsync();
        var notes = await space.InstallAsync(
            $"mock.enabled=false,target.host=http://none:1,target.waitFor=0s,load.iterations=null,load.runTime=1s,"
                + $"load.stopTimeout=0s,load.cleanUpTimeout=1s,job.startTimeout=5s,{set}"
        );

        var shown = await space.BashAsync(NotesTests.FollowOf(notes));

        Assert.Contains(why, shown.Output, StringComparison.Ordinal);
        Assert.Contains("Failed", shown.Output, StringComparison.Ordinal);
        var begin = Moment(await space.GetAsync("apis/batch/v1", "jobs", "load-batch-load-test-r1"), "startTime");
        Assert.True(begin.AddSeconds(180) > DateTimeOffset.UtcNow, shown.Output);
        space.EndedWell = true;
    }

    private static DateTimeOffset Moment(JsonNode? job, string name) =>
        DateTimeOffset.Parse(
            job!["status"]![name]!.GetValue<string>(),
            System.Globalization.CultureInfo.InvariantCulture
        );
}
