using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace BatchLoadTest.Chart.OnCluster;

/// <summary>A run of a master and three workers in a namespace, whose load has begun by all three.</summary>
internal sealed class WorkersRun
{
    /// <summary>The master's Job.</summary>
    public const string Job = "load-batch-load-test-r1";

    /// <summary>The workers' Job.</summary>
    public const string WorkersJob = $"{Job}-w";

    /// <summary>Values of the load, but for its run time.</summary>
    public const string Load =
        "workers=3,load.users=6,load.spawnRate=6,load.iterations=null,mock.args[0]=--batch-duration=300ms,"
        + "mock.args[1]=--api-key=watching";

    private readonly Space space;

    private WorkersRun(Space space, string master) => (this.space, Master) = (space, master);

    /// <summary>The master's pod.</summary>
    public string Master { get; }

    /// <summary>Installs, and waits until the load has begun.</summary>
    public static async Task<WorkersRun> StartAsync(Space space, string set)
    {
        await space.InstallAsync($"{Load},{set}");
        var run = new WorkersRun(space, await space.RunningAsync(Job));
        await run.JoinedAsync(3);
        await space.UntilAsync(
            async () => Number(await space.CountsAsync(), "batches", "completed") > 0,
            "batches complete"
        );
        return run;
    }

    /// <summary>Takes a worker away, and waits until the master says so.</summary>
    /// <param name="index">Which.</param>
    /// <param name="words">What the master says then.</param>
    /// <param name="take">Takes it away.</param>
    public async Task TakeAsync(int index, string words, Func<string, Task> take)
    {
        var worker = Space.NameOf(
            (await WorkersAsync()).Last(pod =>
                Space.PhaseOf(pod) == "Running" && Space.NameOf(pod).Contains($"-w-{index}-", StringComparison.Ordinal)
            )
        );
        var begin = Stopwatch.GetTimestamp();
        await take(worker);
        await space.UntilAsync(
            async () => await CountAsync($"worker .*-w-{index}-.* {words}") > 0,
            $"{worker} {words}"
        );
        Say($"{worker} {words}: known after {Since(begin)}");
    }

    /// <summary>The workers' pods that have not ended and are not told to.</summary>
    public async Task<IReadOnlyList<JsonNode>> WorkersAsync() =>
        [
            .. (await space.PodsAsync($"job-name={WorkersJob}")).Where(pod =>
                !Space.HasEnded(pod) && pod["metadata"]!["deletionTimestamp"] is null
            ),
        ];

    /// <summary>Waits until so many have joined since the beginning.</summary>
    public Task JoinedAsync(int workers) =>
        space.UntilAsync(async () => await CountAsync("has joined") >= workers, $"{workers} have joined");

    /// <summary>How often the master says something.</summary>
    public async Task<int> CountAsync(string pattern) =>
        Regex.Count(await space.LogAsync(Master), pattern, RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5));

    /// <summary>What the only run of a namespace has reported.</summary>
    public static async Task<(JsonNode Metrics, string Summary)> ReportAsync(Space space)
    {
        var folder = Assert.Single(Directory.GetDirectories(await space.VolumeAsync()));
        return (
            JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "metrics.json")))!,
            await File.ReadAllTextAsync(Path.Combine(folder, "summary.md"))
        );
    }

    /// <summary>Nothing of the run is at the service any more.</summary>
    public static async Task LeftNothingAsync(Space space)
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

    /// <summary>A number at a path.</summary>
    public static int Number(JsonNode json, params string[] path) =>
        path.Aggregate(json, (node, name) => node[name]!).GetValue<int>();

    /// <summary>Seconds since a time stamp, as text.</summary>
    public static string Since(long begin) =>
        string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(begin).TotalSeconds:0.0} s");

    /// <summary>For the log of the step.</summary>
    public static void Say(string words) => TestContext.Current.SendDiagnosticMessage(words);
}
