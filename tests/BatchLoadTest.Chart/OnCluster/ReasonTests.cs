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

    // Side by side: each is waiting for the limit of its start. The load would last half an hour.
    [Fact]
    public Task PodThatNeverStarts_TheNotesSayWhy_AndEndItInTime() =>
        Task.WhenAll(
            NeverStartsAsync("image.repository=registry.example/none", "registry.example/none"),
            NeverStartsAsync("image.repository=registry.example/none,workers=2", "registry.example/none"),
            NeverStartsAsync("nodeSelector.disk=none", "didn't match Pod's node affinity/selector"),
            NeverStartsAsync("resources.requests.cpu=900", "Insufficient cpu"),
            NeverStartsAsync("results.storageClass=none", "storageclass.storage.k8s.io \"none\" not found"),
            NeverStartsAsync("auth.existingSecret=none", "secret \"none\" not found"),
            NeverStartsAsync(
                "resources.requests.memory=2Gi,resources.limits.memory=2Gi",
                "exceeded quota: memory",
                "{apiVersion: v1, kind: ResourceQuota, metadata: {name: memory}, spec: {hard: {requests.memory: 1Gi}}}"
            )
        );

    // The scheduler and the one who makes volumes warn within the same second, in any order.
    [Fact]
    public async Task ClaimThatCannotBe_IsTheReason_WhereTheSchedulerWarnedLast()
    {
        await using var space = await plane.SpaceAsync();
        var notes = await space.InstallAsync(
            "mock.enabled=false,target.host=http://none:1,results.storageClass=none,job.activeDeadlineSeconds=10"
        );
        Assert.Equal("Failed", await space.OutcomeAsync("load-batch-load-test-r1"));
        await WarnAsync(space, "0/3 nodes are available: pod has unbound immediate PersistentVolumeClaims. last");
        await WarnAsync(space, "skip schedule deleting pod: load-batch-load-test-r1-abcde");

        var shown = await space.BashAsync(NotesTests.FollowOf(notes));

        Assert.EndsWith("storageclass.storage.k8s.io \"none\" not found\n", shown.Output, StringComparison.Ordinal);
        space.EndedWell = true;
    }

    private static Task WarnAsync(Space space, string message) =>
        space.ApplyAsync(
            $$"""
            {apiVersion: v1, kind: Event, metadata: {name: "{{Guid.NewGuid()}}"}, type: Warning, reason: FailedScheduling,
             involvedObject: {kind: Pod, name: load-batch-load-test-r1-abcde, namespace: {{space.Name}}},
             message: "{{message}}"}
            """
        );

    private async Task NeverStartsAsync(string set, string why, string? before = null)
    {
        await using var space = await plane.SpaceAsync();
        if (before is not null)
        {
            await space.ApplyAsync(before);
        }

        var notes = await space.InstallAsync(
            $"mock.enabled=false,target.host=http://none:1,load.iterations=null,load.runTime=30m,job.startTimeout=20s,{set}"
        );

        var shown = await space.BashAsync(NotesTests.FollowOf(notes));

        Assert.True(shown.ExitCode == 1, shown.Output + shown.Error);
        var lines = shown.Output.TrimEnd().Split('\n');
        Assert.Contains(why, lines[^1], StringComparison.Ordinal);
        Assert.Equal("Failed", lines[^2]);
        Assert.Equal("has not begun after 20 s: ended", lines[^3]);
        // Each warning once, and the last one again as the reason; the scheduler's words change with the nodes of other tests.
        Assert.Equal(lines[..^1].Distinct(StringComparer.Ordinal), lines[..^1]);
        Assert.Contains(lines[..^3], line => line.Contains(why, StringComparison.Ordinal));
        Assert.All(lines, line => Assert.DoesNotContain("Created pod", line, StringComparison.Ordinal));
        foreach (var job in await space.ListAsync("apis/batch/v1", "jobs"))
        {
            Assert.Equal("Failed", await space.OutcomeAsync(Space.NameOf(job)));
            Assert.True(Moment(job, "startTime").AddSeconds(180) > DateTimeOffset.UtcNow, shown.Output);
        }

        space.EndedWell = true;
    }

    private static DateTimeOffset Moment(JsonNode? job, string name) =>
        DateTimeOffset.Parse(
            job!["status"]![name]!.GetValue<string>(),
            System.Globalization.CultureInfo.InvariantCulture
        );
}
