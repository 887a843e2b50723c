using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using BatchLoadTest.Tests.Support;
using k8s;

namespace BatchLoadTest.Chart.OnCluster;

/// <summary>A namespace of the control plane, with releases of the chart in it. Goes with what is in it.</summary>
/// <param name="plane">The control plane.</param>
/// <param name="kubernetes">The way to its server.</param>
/// <param name="name">The namespace.</param>
public sealed class Space(ControlPlane plane, Kubernetes kubernetes, string name) : IAsyncDisposable
{
    /// <summary>How long a state is waited for, unless a test says more: this machine has other work too.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private const string Jobs = "apis/batch/v1";

    // A few workflows on a quick mock, however long this machine takes for them.
    private const string Quick =
        $"image.repository={ControlPlane.Image},mock.enabled=true,mock.args[0]=--batch-duration=200ms,"
        + "mock.resources.requests.cpu=10m,resources.requests.cpu=10m,workerResources.requests.cpu=10m,"
        + "profile=,load.users=2,load.spawnRate=2,load.iterations=4,load.runTime=2m,thresholds.p95Ms=off";

    private readonly TemporaryFolder files = new();
    private readonly Dictionary<string, string> environment = new(plane.Environment, StringComparer.Ordinal);

    /// <summary>The namespace.</summary>
    public string Name => name;

    /// <summary>Its part of a test with several has ended well: its state explains no failure.</summary>
    internal bool EndedWell { get; set; }

    /// <summary>A folder for the test's own files.</summary>
    internal TemporaryFolder Files => files;

    /// <summary>Makes it the namespace of commands that name none.</summary>
    public async Task MakeDefaultAsync()
    {
        environment["KUBECONFIG"] = files.Write("kubeconfig", await File.ReadAllTextAsync(environment["KUBECONFIG"]));
        await KubectlOutputAsync("config", "set-context", "--current", $"--namespace={name}");
    }

    /// <summary>Installs as <c>load</c>, with values beside those of a short load; returns the notes.</summary>
    public async Task<string> InstallAsync(string set, params string[] arguments) =>
        Succeeded(await TryAsync("install", set, arguments));

    /// <summary>Upgrades <c>load</c>; returns the notes.</summary>
    public async Task<string> UpgradeAsync(string set, params string[] arguments) =>
        Succeeded(await TryAsync("upgrade", set, arguments));

    /// <summary>Uninstalls <c>load</c>; to be installed again.</summary>
    public async Task UninstallAsync()
    {
        Succeeded(await HelmAsync("uninstall", "load"));
        await NoPodsAsync();
    }

    /// <summary>
    /// Waits until the pods of what was uninstalled are gone: all pods of a namespace have their ports in common here, and the
    /// mock that still ends would answer a run of the next release.
    /// </summary>
    public Task NoPodsAsync() => UntilAsync(async () => (await PodsAsync("")).Count == 0, "no pods");

    /// <summary>Installs or upgrades as <c>load</c>.</summary>
    internal Task<HelmResult> TryAsync(string command, string set, params string[] arguments) =>
        TryChartAsync(HelmChart.ChartPath, command, set, arguments);

    /// <summary>The same, of a packaged chart.</summary>
    internal Task<HelmResult> TryChartAsync(string chart, string command, string set, params string[] arguments) =>
        HelmAsync([command, "load", chart, "--set", Values(set), .. arguments]);

    /// <summary>What the chart renders with helm 4, as for a tool that applies it by itself.</summary>
    public async Task<string> TemplateAsync(string set) =>
        Succeeded(await HelmAsync("template", "load", HelmChart.ChartPath, "--set", Values(set)));

    /// <summary>Helm 4 in this namespace.</summary>
    internal Task<HelmResult> HelmAsync(params string[] arguments) =>
        RunAsync("helm", null, [.. arguments, "-n", name]);

    /// <summary>kubectl in this namespace.</summary>
    internal Task<HelmResult> KubectlAsync(params string[] arguments) =>
        RunAsync("kubectl", null, ["-n", name, .. arguments]);

    /// <summary>kubectl in this namespace; has to succeed.</summary>
    public async Task<string> KubectlOutputAsync(params string[] arguments) => Succeeded(await KubectlAsync(arguments));

    /// <summary>Applies a manifest, strictly.</summary>
    public async Task ApplyAsync(string manifest, params string[] arguments) =>
        Succeeded(await TryApplyAsync(manifest, arguments));

    /// <summary>Applies a manifest, strictly.</summary>
    internal Task<HelmResult> TryApplyAsync(string manifest, params string[] arguments) =>
        RunAsync("kubectl", manifest, ["apply", "-n", name, "--validate=strict", "-f", "-", .. arguments]);

    /// <summary>What applying a manifest would change; exit code 1 where it would.</summary>
    internal Task<HelmResult> DiffAsync(string manifest) =>
        RunAsync("kubectl", manifest, "diff", "-n", name, "-f", "-");

    /// <summary>Commands in bash, in the test's own folder, with kubectl and helm.</summary>
    internal Task<HelmResult> BashAsync(string commands) => RunAsync("bash", commands, "-eu");

    /// <summary>Helm 3 in this namespace.</summary>
    internal Task<HelmResult> Helm3Async(params string[] arguments) =>
        HelmChart.HelmOfClusterAsync(environment["KUBECONFIG"], [.. arguments, "-n", name]);

    /// <summary>The arguments that install or upgrade <c>load</c> with values beside those of a short load.</summary>
    public static string[] Release(string command, string set) =>
        [command, "load", HelmChart.ChartPath, "--set", Values(set)];

    /// <summary>Ends the only container of a pod with SIGKILL, as a node that runs out of memory does.</summary>
    public async Task KillAsync(string pod)
    {
        using var process = Process.GetProcessById(await ProcessAsync(pod));
        process.Kill();
    }

    /// <summary>Stops the only container of a pod with SIGSTOP: whatever it is told it does nothing more.</summary>
    public async Task FreezeAsync(string pod) => Succeeded(await BashAsync($"kill -STOP {await ProcessAsync(pod)}"));

    /// <summary>
    /// Fills the memory that a pod's limit leaves it, by processes that the kernel ends later than the pod's own. Where limits are
    /// not enforced, with SIGKILL, as it does.
    /// </summary>
    public async Task RunOutOfMemoryAsync(string pod)
    {
        var uid = (await GetAsync("api/v1", "pods", pod))!["metadata"]!["uid"]!.GetValue<string>();
        var group = new[] { "/sys/fs/cgroup/memory", "/sys/fs/cgroup" }
            .Where(Directory.Exists)
            .SelectMany(root => Directory.GetDirectories(root, "pk-*"))
            .SelectMany(mark => Directory.GetDirectories(mark, $"{uid}-*"))
            .FirstOrDefault();
        if (group is not null)
        {
            // Several, as one with all of it would be the largest, and be ended itself.
            var process = await ProcessAsync(pod);
            await BashAsync(
                $"""
                echo 1000 > /proc/{process}/oom_score_adj
                echo $$ > {group}/cgroup.procs
                for _ in 1 2 3 4; do
                timeout {Patience.TotalSeconds} python3 -c '
                import os
                kept = []
                while os.path.exists("/proc/{process}"): kept.append(b"x" * (1 << 20))' &
                done
                wait
                """
            );
            await UntilAsync(
                async () => PhaseOf((await GetAsync("api/v1", "pods", pod))!) != "Running",
                "out of memory"
            );
            return;
        }

        TestContext.Current.SendDiagnosticMessage($"{pod}: its memory has no limit here; ended with SIGKILL");
        await KillAsync(pod);
    }

    /// <summary>Evicts a pod, as a drain does.</summary>
    internal Task<HelmResult> EvictAsync(string pod) =>
        RunAsync(
            "kubectl",
            $$"""{"apiVersion": "policy/v1", "kind": "Eviction", "metadata": {"name": "{{pod}}", "namespace": "{{name}}"} }""",
            "create",
            "--raw",
            $"/api/v1/namespaces/{name}/pods/{pod}/eviction",
            "-f",
            "-"
        );

    /// <summary>The notes' commands that fetch results; what is in <c>metrics.json</c> then.</summary>
    public async Task<JsonNode> FetchAsync(string notes)
    {
        const string Begin = "into ./results:\n";
        var fetched = await BashAsync(notes[(notes.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length)..]);
        Assert.True(fetched.ExitCode == 0, fetched.Output + fetched.Error);
        Assert.False(await ExistsAsync("api/v1", "pods", "load-batch-load-test-fetch"));
        return JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(files.Path, "results", "metrics.json")))!;
    }

    /// <summary>What the mock has counted, once it is up.</summary>
    public Task<JsonNode> CountsAsync() => AskAsync("/mock/counts");

    /// <summary>An answer of the mock, once it is up.</summary>
    /// <param name="path">What it is asked for.</param>
    /// <param name="more">Further arguments of curl.</param>
    public async Task<JsonNode> AskAsync(string path, params string[] more)
    {
        JsonNode? answered = null;
        await UntilAsync(
            async () =>
            {
                var mock = await PodsAsync("app.kubernetes.io/component=mock") is [var first, ..] ? first : null;
                if (mock?["status"]?["podIP"]?.GetValue<string>() is not { } address)
                {
                    return false;
                }

                string[] curl = ["curl", "-fsS", $"http://{address}:3001{path}", .. more];
                var answer = await ControlPlane.KitAsync("enter", [plane.Folder, name, .. curl]);
                answered = answer.ExitCode == 0 ? JsonNode.Parse(answer.Output) : null;
                return answered is not null;
            },
            "the mock answers"
        );
        return answered!;
    }

    /// <summary>An object; null where there is none.</summary>
    /// <param name="group">Its interface, such as <c>apis/batch/v1</c>.</param>
    /// <param name="resource">Its resource, such as <c>jobs</c>.</param>
    /// <param name="each">Its name.</param>
    public async Task<JsonNode?> GetAsync(string group, string resource, string each)
    {
        using var answer = await kubernetes.HttpClient.GetAsync(
            new Uri(kubernetes.BaseUri, $"{group}/namespaces/{name}/{resource}/{each}")
        );
        return answer.StatusCode == HttpStatusCode.NotFound
            ? null
            : JsonNode.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync());
    }

    /// <summary>Whether an object exists.</summary>
    public async Task<bool> ExistsAsync(string group, string resource, string each) =>
        await GetAsync(group, resource, each) is not null;

    /// <summary>All objects of a resource, those made first at the front.</summary>
    public async Task<IReadOnlyList<JsonNode>> ListAsync(string group, string resource, string selector = "")
    {
        var text = await kubernetes.HttpClient.GetStringAsync(
            new Uri(
                kubernetes.BaseUri,
                $"{group}/namespaces/{name}/{resource}?labelSelector={Uri.EscapeDataString(selector)}"
            )
        );
        return
        [
            .. JsonNode.Parse(text)!["items"]!
                .AsArray()
                .OfType<JsonNode>()
                .OrderBy(each => each["metadata"]!["creationTimestamp"]!.GetValue<string>(), StringComparer.Ordinal),
        ];
    }

    /// <summary>Names of all objects of a resource.</summary>
    public async Task<IReadOnlyList<string>> NamesAsync(string group, string resource) =>
        [
            .. (await ListAsync(group, resource))
                .Select(NameOf)
                .Where(each => !each.StartsWith("sh.helm.", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>Pods, those made first at the front.</summary>
    public Task<IReadOnlyList<JsonNode>> PodsAsync(string selector) => ListAsync("api/v1", "pods", selector);

    /// <summary>Waits for a Job's end; <c>Complete</c> or <c>Failed</c>.</summary>
    public async Task<string> OutcomeAsync(string job, TimeSpan? patience = null)
    {
        string? outcome = null;
        await UntilAsync(
            async () => (outcome = OutcomeOf(await GetAsync(Jobs, "jobs", job))) is not null,
            $"{job} has ended",
            patience
        );
        return outcome!;
    }

    /// <summary>
    /// Waits for a Job's end, which has to be a good one: as good as a machine lets it be that is so busy that the program itself
    /// stood still.
    /// </summary>
    public async Task CompletesAsync(string job, TimeSpan? patience = null)
    {
        var outcome = await OutcomeAsync(job, patience);
        if (outcome != "Complete")
        {
            var pods = await PodsAsync($"job-name={job}");
            if (pods.Any(StoodStill))
            {
                return;
            }

            var ends = pods.Select(pod => EndOf(pod)?["message"]?.GetValue<string>());
            Assert.Fail($"{job}: {outcome}\n{string.Join('\n', ends.OfType<string>())}");
        }
    }

    /// <summary>Whether a pod's run says nothing of the service since this machine was too busy.</summary>
    public static bool StoodStill(JsonNode pod) =>
        EndOf(pod)
            ?["message"]?.GetValue<string>()
            .Contains("while this program itself stood still", StringComparison.Ordinal) == true;

    /// <summary>Waits for a pod of a Job that runs; its name.</summary>
    public async Task<string> RunningAsync(string job)
    {
        JsonNode? pod = null;
        await UntilAsync(
            async () =>
                (pod = (await PodsAsync($"job-name={job}")).LastOrDefault(each => PhaseOf(each) == "Running"))
                    is not null,
            $"a pod of {job} runs"
        );
        return NameOf(pod!);
    }

    /// <summary>What a pod has printed; empty while it has not begun.</summary>
    public async Task<string> LogAsync(string pod) => (await KubectlAsync("logs", pod)).Output;

    /// <summary>How a pod's log ends; empty where it cannot be had.</summary>
    internal async Task<IReadOnlyList<string>> EndOfLogAsync(string pod, int lines)
    {
        using var answer = await kubernetes.HttpClient.GetAsync(
            new Uri(kubernetes.BaseUri, $"api/v1/namespaces/{name}/pods/{pod}/log?tailLines={lines}")
        );
        return answer.IsSuccessStatusCode
            ? (await answer.Content.ReadAsStringAsync()).Split(
                '\n',
                StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
            )
            : [];
    }

    /// <summary>Waits for a state; fails where it does not come.</summary>
    public async Task UntilAsync(Func<Task<bool>> condition, string what, TimeSpan? patience = null)
    {
        using var limit = new CancellationTokenSource(patience ?? Patience);
        while (!await condition())
        {
            if (limit.IsCancellationRequested)
            {
                Assert.Fail($"not in time in namespace {name}: {what}");
            }

            await Task.Delay(200);
        }
    }

    /// <summary>The folder on this machine that a claim leads to.</summary>
    public async Task<string> VolumeAsync(string claim = "load-batch-load-test-results")
    {
        var volume = (await GetAsync("api/v1", "persistentvolumeclaims", claim))!["spec"]!["volumeName"]!;
        return Path.Combine(plane.Folder, "pv", volume.GetValue<string>());
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // Shown only where the test fails.
        if (!EndedWell)
        {
            TestContext.Current.TestOutputHelper?.WriteLine(await SpaceState.ReadAsync(this));
        }

        // Pods first: their processes would take what other tests need.
        await KubectlAsync("delete", "all", "--all", "--force", "--grace-period=0", "--wait=false");
        await RunAsync("kubectl", null, "delete", "namespace", name, "--wait=false");
        files.Dispose();
    }

    /// <summary>The name of an object.</summary>
    public static string NameOf(JsonNode each) => each["metadata"]!["name"]!.GetValue<string>();

    /// <summary>The phase of a pod.</summary>
    public static string PhaseOf(JsonNode pod) => pod["status"]!["phase"]!.GetValue<string>();

    /// <summary>Whether a pod has ended, though it may be there.</summary>
    public static bool HasEnded(JsonNode pod) => PhaseOf(pod) is "Succeeded" or "Failed";

    /// <summary>How the first container of a pod ended; null while it has not.</summary>
    public static JsonNode? EndOf(JsonNode pod) => pod["status"]!["containerStatuses"]?[0]?["state"]?["terminated"];

    // Of its only container.
    private async Task<int> ProcessAsync(string pod)
    {
        var container = (await GetAsync("api/v1", "pods", pod))!["status"]!["containerStatuses"]![0]!["containerID"]!;
        return int.Parse(container.GetValue<string>()["process://".Length..], CultureInfo.InvariantCulture);
    }

    private static string? OutcomeOf(JsonNode? job) =>
        (job?["status"]?["conditions"]?.AsArray() ?? [])
            .Where(each => each!["status"]!.GetValue<string>() == "True")
            .Select(each => each!["type"]!.GetValue<string>())
            .FirstOrDefault(type => type is "Complete" or "Failed");

    private static string Values(string set) => set.Length == 0 ? Quick : $"{Quick},{set}";

    private static string Succeeded(HelmResult result)
    {
        Assert.True(result.ExitCode == 0, result.Output + result.Error);
        return result.Output;
    }

    private Task<HelmResult> RunAsync(string program, string? input, params string[] arguments) =>
        HelmChart.RunInAsync(
            files.Path,
            program == "bash" ? program : plane.Program(program),
            environment,
            input,
            arguments
        );
}
