using System.Diagnostics;
using System.Text.Json.Nodes;

namespace BatchLoadTest.Chart.OnCluster;

/// <summary>A master and three workers: one load, whatever Kubernetes does to their pods.</summary>
[Trait("needs", "kube")]
public sealed class WorkersOnClusterTests(ControlPlane plane)
{
    [Fact]
    public async Task Load_IsOne_AndItsReportIsWhatTheMockCounted()
    {
        await using var space = await plane.SpaceAsync();
        await space.InstallAsync($"{WorkersRun.Load},load.runTime=10s");

        await space.CompletesAsync(WorkersRun.Job);
        await space.CompletesAsync(WorkersRun.WorkersJob);

        foreach (var pod in await space.PodsAsync("app.kubernetes.io/instance=load"))
        {
            Assert.True(
                Space.StoodStill(pod) || Space.EndOf(pod) is not { } end || end["exitCode"]!.GetValue<int>() == 0,
                Space.NameOf(pod)
            );
        }

        var (metrics, _) = await WorkersRun.ReportAsync(space);
        var counts = await space.CountsAsync();
        Assert.Equal(WorkersRun.Number(counts, "batches", "created"), WorkersRun.Number(metrics, "batches", "created"));
        Assert.Equal(
            WorkersRun.Number(counts, "batches", "completed"),
            WorkersRun.Number(metrics, "batches", "completed")
        );
        Assert.Equal(
            WorkersRun.Number(counts, "requests", "files.upload"),
            WorkersRun.Number(metrics, "steps", "upload", "requests")
        );
        Assert.Equal(
            WorkersRun.Number(counts, "requests", "batches.get"),
            WorkersRun.Number(metrics, "steps", "poll", "requests")
        );
        await WorkersRun.LeftNothingAsync(space);
    }

    [Fact]
    public async Task WorkersThatGo_AreKnownAndReplaced_AndAnEvictedMasterEndsWithItsVerdict()
    {
        await using var space = await plane.SpaceAsync();
        var run = await WorkersRun.StartAsync(space, "load.runTime=10m");

        await run.TakeAsync(0, "is lost", pod => space.KillAsync(pod));
        await run.JoinedAsync(4);
        await run.TakeAsync(1, "is told to end", space.EvictAsync);
        await run.JoinedAsync(5);
        // At once, as of a node that is gone.
        await run.TakeAsync(
            2,
            "(is lost|is told to end)",
            pod => space.KubectlAsync("delete", "pod", pod, "--force", "--grace-period=0", "--wait=false")
        );
        await run.JoinedAsync(6);

        var begin = Stopwatch.GetTimestamp();
        await space.EvictAsync(run.Master);
        Assert.Equal("Failed", await space.OutcomeAsync(WorkersRun.Job));
        WorkersRun.Say($"an evicted master: its Job has failed after {WorkersRun.Since(begin)}");
        await space.CompletesAsync(WorkersRun.WorkersJob);

        var job = (await space.GetAsync("apis/batch/v1", "jobs", WorkersRun.Job))!["status"]!;
        Assert.Equal("PodFailurePolicy", Condition(job, "Failed")["reason"]!.GetValue<string>());
        Assert.Equal(1, job["failed"]!.GetValue<int>());
        Assert.Null(job["active"]);
        var (metrics, summary) = await WorkersRun.ReportAsync(space);
        Assert.Contains("SIGTERM", summary, StringComparison.Ordinal);
        Assert.Contains("others took over its users", summary, StringComparison.Ordinal);
        Assert.Equal(0, WorkersRun.Number(metrics, "batches", "unfinished"));
        await WorkersRun.LeftNothingAsync(space);
    }

    private static JsonNode Condition(JsonNode status, string type) =>
        status["conditions"]!.AsArray().Single(each => each!["type"]!.GetValue<string>() == type)!;
}
