using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace BatchLoadTest.Chart.OnCluster;

/// <summary>A master and three workers: one load, whatever Kubernetes does to their pods.</summary>
[Trait("needs", "kube")]
public sealed class WorkersOnClusterTests(ControlPlane plane)
{
    private const string Job = "load-batch-load-test-r1";
    private const string Load =
        "workers=3,load.users=6,load.spawnRate=6,load.iterations=null,mock.args[0]=--batch-duration=300ms,"
        + "mock.args[1]=--api-key=watching";

    [Fact]
    public async Task Load_IsOne_AndItsReportIsWhatTheMockCounted()
    {
        await using var space = await plane.SpaceAsync();
        await space.InstallAsync($"{Load},load.runTime=10s");

        await space.CompletesAsync(Job);
        await space.CompletesAsync($"{Job}-w");

        foreach (var pod in await space.PodsAsync("app.kubernetes.io/instance=load"))
        {
            Assert.True(Space.EndOf(pod) is not { } end || end["exitCode"]!.GetValue<int>() == 0, Space.NameOf(pod));
        }

        var (metrics, _) = await ReportAsync(space);
        var counts = await space.CountsAsync();
        Assert.Equal(Number(counts, "batches", "created"), Number(metrics, "batches", "created"));
        Assert.Equal(Number(counts, "batches", "completed"), Number(metrics, "batches", "completed"));
        Assert.Equal(Number(counts, "requests", "files.upload"), Number(metrics, "steps", "upload", "requests"));
        Assert.Equal(Number(counts, "requests", "batches.get"), Number(metrics, "steps", "poll", "requests"));
        await LeftNothingAsync(space);
    }

    [Fact]
    public async Task WorkersThatGo_AreKnownAndReplaced_AndAnEvictedMasterEndsWithItsVerdict()
    {
        await using var space = await plane.SpaceAsync();
        await space.InstallAsync($"{Load},load.runTime=10m");
        var master = await StartedAsync(space);

        await Gone(space, master, 0, "is lost", pod => space.KillAsync(pod));
        await JoinedAsync(space, master, 4);
        await Gone(space, master, 1, "is told to end", space.EvictAsync);
        await JoinedAsync(space, master, 5);
        // At once, as of a node that is gone.
        await Gone(
            space,
            master,
            2,
            "(is lost|is told to end)",
            pod => space.KubectlAsync("delete", "pod", pod, "--force", "--grace-period=0", "--wait=false")
        );
        await JoinedAsync(space, master, 6);

        var begin = Stopwatch.GetTimestamp();
        await space.EvictAsync(master);
        Assert.Equal("Failed", await space.OutcomeAsync(Job));
        Say($"an evicted master: its Job has failed after {Since(begin)}");
        await space.CompletesAsync($"{Job}-w");

        var job = (await space.GetAsync("apis/batch/v1", "jobs", Job))!["status"]!;
        Assert.Equal("PodFailurePolicy", Condition(job, "Failed")["reason"]!.GetValue<string>());
        Assert.Equal(1, job["failed"]!.GetValue<int>());
        Assert.Null(job["active"]);
        var (metrics, summary) = await ReportAsync(space);
        Assert.Contains("SIGTERM", summary, StringComparison.Ordinal);
        Assert.Contains("others took over its users", summary, StringComparison.Ordinal);
        Assert.Equal(0, Number(metrics, "batches", "unfinished"));
        await LeftNothingAsync(space);
    }

    // A worker's memory, a drain of its node, and a node that says nothing any more: the run goes on, its verdict comes when
    // its load ends, and what the lost worker left at the service goes with the rest.
    [Fact]
    public async Task WorkerOutOfMemory_ItsNodeDrainedAndLost_TheVerdictComesWithTheLoadsEnd()
    {
        await using var space = await plane.SpaceAsync();
        await space.InstallAsync(
            $"{Load},load.runTime=150s,thresholds.errorRate=off,tolerations[0].key={ControlPlane.LostTaint},"
                + "tolerations[0].operator=Exists"
        );
        var master = await StartedAsync(space);
        try
        {
            await Gone(space, master, 0, "is lost", space.RunOutOfMemoryAsync);
            var reasons = (await space.PodsAsync($"job-name={Job}-w")).Select(pod =>
                Space.EndOf(pod)?["reason"]?.GetValue<string>()
            );
            Say($"a worker out of memory: {string.Join(", ", reasons.OfType<string>())}");
            await space.KubectlOutputAsync("uncordon", ControlPlane.LostNode);
            await JoinedAsync(space, master, 4);
            var joined = await OnLostNodeAsync(space, master, 4);

            await space.KubectlOutputAsync(
                "drain",
                ControlPlane.LostNode,
                "--delete-emptydir-data",
                "--ignore-daemonsets",
                "--timeout=120s"
            );
            await JoinedAsync(space, master, ++joined);
            await space.KubectlOutputAsync("uncordon", ControlPlane.LostNode);
            await OnLostNodeAsync(space, master, joined);

            await plane.LoseNodeAsync(isLost: true);
            await space.UntilAsync(
                async () => await CountAsync(space, master, "is lost") >= 2,
                "the lost worker is known"
            );
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
        await space.CompletesAsync(Job);

        var described = await space.KubectlOutputAsync("describe", $"job/{Job}", $"job/{Job}-w");
        Say(described);
        Assert.Matches(@"Pods Statuses:\s+0 Active \(0 Ready\) / 1 Succeeded / 0 Failed", described);
        var (metrics, summary) = await ReportAsync(space);
        var load = metrics["run"]!["started_at"]!.GetValue<DateTimeOffset>().AddSeconds(150);
        var pod = Assert.Single(await space.PodsAsync($"job-name={Job}"));
        var verdict = Space.EndOf(pod)!["finishedAt"]!.GetValue<DateTimeOffset>() - load;
        Say($"verdict {verdict.TotalSeconds:0} s after the load's end: {Space.EndOf(pod)!["message"]}");
        Assert.InRange(verdict, TimeSpan.FromSeconds(-2), TimeSpan.FromSeconds(30));
        Assert.Contains("others took over its users", summary, StringComparison.Ordinal);
        await LeftNothingAsync(space);
    }

    // The load has begun, by all three.
    private static async Task<string> StartedAsync(Space space)
    {
        var master = await space.RunningAsync(Job);
        await JoinedAsync(space, master, 3);
        await space.UntilAsync(
            async () => Number(await space.CountsAsync(), "batches", "completed") > 0,
            "batches complete"
        );
        return master;
    }

    // Takes a worker away, and waits until the master says so.
    private static async Task Gone(Space space, string master, int index, string words, Func<string, Task> take)
    {
        var worker = await WorkerAsync(space, index);
        var begin = Stopwatch.GetTimestamp();
        await take(worker);
        await space.UntilAsync(
            async () => await CountAsync(space, master, $"worker .*-w-{index}-.* {words}") > 0,
            $"{worker} {words}"
        );
        Say($"{worker} {words}: known after {Since(begin)}");
    }

    // A worker on the node that is to be lost: who is evicted goes where none is, or is tried again. How many have joined then.
    private static async Task<int> OnLostNodeAsync(Space space, string master, int joined)
    {
        for (var time = 0; ; time++)
        {
            var workers = await RunningWorkersAsync(space);
            if (workers.Any(pod => NodeOf(pod) == ControlPlane.LostNode))
            {
                return joined;
            }

            Assert.True(time < 6, "no worker goes to that node");
            await space.EvictAsync(Space.NameOf(workers[0]));
            await JoinedAsync(space, master, ++joined);
        }
    }

    private static async Task<IReadOnlyList<JsonNode>> RunningWorkersAsync(Space space) =>
        [
            .. (await space.PodsAsync($"job-name={Job}-w")).Where(pod =>
                Space.PhaseOf(pod) == "Running" && pod["metadata"]!["deletionTimestamp"] is null
            ),
        ];

    private static async Task<string> WorkerAsync(Space space, int index) =>
        Space.NameOf(
            (await RunningWorkersAsync(space)).Last(pod =>
                Space.NameOf(pod).Contains($"-w-{index}-", StringComparison.Ordinal)
            )
        );

    private static Task JoinedAsync(Space space, string master, int workers) =>
        space.UntilAsync(
            async () => await CountAsync(space, master, "has joined") >= workers,
            $"{workers} have joined"
        );

    private static async Task<int> CountAsync(Space space, string master, string pattern) =>
        Regex.Count(await space.LogAsync(master), pattern, RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5));

    private static async Task<(JsonNode Metrics, string Summary)> ReportAsync(Space space)
    {
        var folder = Assert.Single(Directory.GetDirectories(await space.VolumeAsync()));
        return (
            JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "metrics.json")))!,
            await File.ReadAllTextAsync(Path.Combine(folder, "summary.md"))
        );
    }

    private static async Task LeftNothingAsync(Space space)
    {
        string[] key = ["-H", "Authorization: Bearer watching"];
        // The one that this test asks with.
        Assert.Equal(1, Number(await space.CountsAsync(), "keys", "live"));
        Assert.Empty((await space.AskAsync("/ai/v1/files?limit=100", key))["data"]!.AsArray());
        Assert.DoesNotContain(
            (await space.AskAsync("/ai/v1/batches?limit=100", key))["data"]!.AsArray(),
            batch => batch!["status"]!.GetValue<string>() is "validating" or "in_progress" or "finalizing"
        );
    }

    private static string NodeOf(JsonNode pod) => pod["spec"]!["nodeName"]!.GetValue<string>();

    private static JsonNode Condition(JsonNode status, string type) =>
        status["conditions"]!.AsArray().Single(each => each!["type"]!.GetValue<string>() == type)!;

    private static int Number(JsonNode json, params string[] path) =>
        path.Aggregate(json, (node, name) => node[name]!).GetValue<int>();

    private static string Since(long begin) =>
        string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(begin).TotalSeconds:0.0} s");

    private static void Say(string words) => TestContext.Current.SendDiagnosticMessage(words);
}
