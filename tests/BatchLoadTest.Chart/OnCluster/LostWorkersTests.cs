using System.Text.Json.Nodes;

namespace BatchLoadTest.Chart.OnCluster;

/// <summary>Workers that are lost one after the other, while one load goes on to its planned end.</summary>
[Trait("needs", "kube")]
public sealed class LostWorkersTests(ControlPlane plane)
{
    // All of it has to happen within the load, also where a start takes three times as long as elsewhere.
    private const int RunSeconds = 240;

    // A worker's memory, a drain of its node, and a node that says nothing any more: the run goes on, its verdict comes when
    // its load ends, and what the lost worker left at the service goes with the rest.
    [Fact]
    public async Task WorkerOutOfMemory_ItsNodeDrainedAndLost_TheVerdictComesWithTheLoadsEnd()
    {
        await using var space = await plane.SpaceAsync();
        var run = await WorkersRun.StartAsync(
            space,
            $"load.runTime={RunSeconds}s,thresholds.errorRate=off,tolerations[0].key={ControlPlane.LostTaint},"
                + "tolerations[0].operator=Exists"
        );
        try
        {
            await run.TakeAsync(0, "is lost", space.RunOutOfMemoryAsync);
            var reasons = (await space.PodsAsync($"job-name={WorkersRun.WorkersJob}")).Select(pod =>
                Space.EndOf(pod)?["reason"]?.GetValue<string>()
            );
            WorkersRun.Say($"a worker out of memory: {string.Join(", ", reasons.OfType<string>())}");
            await space.KubectlOutputAsync("uncordon", ControlPlane.LostNode);
            await run.JoinedAsync(4);
            var joined = await OnLostNodeAsync(space, run, 4);

            await space.KubectlOutputAsync(
                "drain",
                ControlPlane.LostNode,
                "--delete-emptydir-data",
                "--ignore-daemonsets",
                "--timeout=120s"
            );
            await run.JoinedAsync(++joined);
            await space.KubectlOutputAsync("uncordon", ControlPlane.LostNode);
            await OnLostNodeAsync(space, run, joined);

            await plane.LoseNodeAsync(isLost: true);
            await space.UntilAsync(async () => await run.CountAsync("is lost") >= 2, "the lost worker is known");
            await EndsInTimeAsync(space);
        }
        finally
        {
            await plane.LoseNodeAsync(isLost: false);
            await space.KubectlOutputAsync("cordon", ControlPlane.LostNode);
        }
    }

    private static async Task EndsInTimeAsync(Space space)
    {
        var known = DateTimeOffset.UtcNow;
        await space.CompletesAsync(WorkersRun.Job, Space.Patience + TimeSpan.FromSeconds(RunSeconds));

        var described = await space.KubectlOutputAsync(
            "describe",
            $"job/{WorkersRun.Job}",
            $"job/{WorkersRun.WorkersJob}"
        );
        Assert.Matches(@"Pods Statuses:\s+0 Active \(0 Ready\) / 1 Succeeded / 0 Failed", described);
        var (metrics, summary) = await WorkersRun.ReportAsync(space);
        var load = metrics["run"]!["started_at"]!.GetValue<DateTimeOffset>().AddSeconds(RunSeconds);
        WorkersRun.Say($"the last loss was known {(load - known).TotalSeconds:0} s before the load's end");
        var pod = Assert.Single(await space.PodsAsync($"job-name={WorkersRun.Job}"));
        var verdict = Space.EndOf(pod)!["finishedAt"]!.GetValue<DateTimeOffset>() - load;
        WorkersRun.Say($"verdict {verdict.TotalSeconds:0} s after the load's end: {Space.EndOf(pod)!["message"]}");
        Assert.InRange(verdict, TimeSpan.FromSeconds(-2), TimeSpan.FromSeconds(30));
        Assert.Contains("others took over its users", summary, StringComparison.Ordinal);
        await WorkersRun.LeftNothingAsync(space);
    }

    // A worker on the node that is to be lost: who is evicted goes where none is, or is tried again. How many have joined then.
    private static async Task<int> OnLostNodeAsync(Space space, WorkersRun run, int joined)
    {
        for (var time = 0; ; time++)
        {
            var workers = await run.WorkersAsync();
            if (workers.Any(pod => pod["spec"]!["nodeName"]?.GetValue<string>() == ControlPlane.LostNode))
            {
                return joined;
            }

            Assert.True(time < 6, "no worker goes to that node");
            await space.EvictAsync(Space.NameOf(workers[0]));
            await run.JoinedAsync(++joined);
        }
    }
}
