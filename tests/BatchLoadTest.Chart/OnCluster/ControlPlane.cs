using System.Diagnostics;
using System.Text;
using BatchLoadTest.Chart.OnCluster;
using k8s;

[assembly: AssemblyFixture(typeof(ControlPlane))]

namespace BatchLoadTest.Chart.OnCluster;

/// <summary>
/// A real control plane whose pods are processes of this machine: the folder that <c>KUBE_KIT</c> names starts it, for the
/// first test that asks. All tests share it, each in a namespace of its own.
/// </summary>
public sealed class ControlPlane : IAsyncLifetime
{
    /// <summary>The image of the chart's pods, which is the program as it was built.</summary>
    public const string Image = "registry.example/batch-load-test";

    /// <summary>
    /// A node for a test that drains and loses it: no pod goes there that does not bear its taint, and none at all until that
    /// test says so.
    /// </summary>
    public const string LostNode = "node-c";

    /// <summary>The taint of that.</summary>
    public const string LostTaint = "lost";

    private readonly Lazy<Task<Kubernetes>> client;
    private readonly string folder = Directory.CreateTempSubdirectory("chart-cluster-").FullName;
    private Dictionary<string, string> environment = [];

    /// <summary>Starts nothing.</summary>
    public ControlPlane() => client = new(StartAsync);

    /// <summary>Where the kit keeps its state: logs, volumes, pods.</summary>
    public string Folder => Path.Combine(folder, "cluster");

    /// <summary>Configuration and path for kubectl and helm 4; with the kit's programs first.</summary>
    public IReadOnlyDictionary<string, string> Environment => environment;

    private static string Kit => System.Environment.GetEnvironmentVariable("KUBE_KIT")!;

    /// <inheritdoc/>
    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>A namespace of its own, in which pods have to be <i>restricted</i>.</summary>
    public async Task<Space> SpaceAsync()
    {
        var kubernetes = await client.Value;
        var name = $"test-{Guid.NewGuid().ToString("N")[..8]}";
        var space = new Space(this, kubernetes, name);
        await space.ApplyAsync(
            $"""
            apiVersion: v1
            kind: Namespace
            metadata:
              name: {name}
              labels:
                pod-security.kubernetes.io/enforce: restricted
                pod-security.kubernetes.io/warn: restricted
                pod-security.kubernetes.io/audit: restricted
            """
        );
        await space.UntilAsync(
            async () =>
                await space.ExistsAsync("api/v1", "serviceaccounts", "default")
                && await space.ExistsAsync("api/v1", "configmaps", "kube-root-ca.crt"),
            "what each namespace has"
        );
        return space;
    }

    /// <summary>Makes <see cref="LostNode"/> say nothing any more, and its processes end; or brings it back.</summary>
    internal async Task LoseNodeAsync(bool isLost)
    {
        var mark = Path.Combine(Folder, "lost", LostNode);
        Directory.CreateDirectory(Path.GetDirectoryName(mark)!);
        if (isLost)
        {
            await File.WriteAllTextAsync(mark, "");
        }
        else
        {
            File.Delete(mark);
        }
    }

    /// <summary>Where a program of the kit is, such as <c>kubectl</c>: its folder is the first of the path.</summary>
    internal string Program(string name) => Path.Combine(environment["PATH"].Split(Path.PathSeparator)[0], name);

    /// <summary>Runs a program of the kit, such as <c>enter</c>.</summary>
    internal static Task<HelmResult> KitAsync(string program, params string[] arguments) =>
        HelmChart.RunAsync(Path.Combine(Kit, program), [], input: null, arguments);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (client.IsValueCreated)
        {
            (await client.Value).Dispose();
            await KitAsync("down", Folder);
        }

        Directory.Delete(folder, recursive: true);
    }

    private async Task<Kubernetes> StartAsync()
    {
        // Pods run as a user of their own.
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder, (UnixFileMode)0b111_101_101);
        }

        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["NODES"] = $"node-a,node-b,{LostNode}",
            ["PK_IMAGES"] = $"{Image}={ProgramFolder()}",
            ["KUBE_NODE_GRACE"] = "10s",
            ["KUBE_EVICT_AFTER"] = "5",
        };
        var begin = Stopwatch.GetTimestamp();
        var started = await HelmChart.RunAsync(Path.Combine(Kit, "up"), settings, input: null, Folder);
        Assert.True(started.ExitCode == 0, started.Error);
        TestContext.Current.SendDiagnosticMessage(
            $"control plane: {Stopwatch.GetElapsedTime(begin).TotalSeconds:0.0} s"
        );
        var shown = await HelmChart.RunAsync(
            "bash",
            [],
            started.Output,
            "-c",
            "eval \"$(cat)\"; echo \"$KUBECONFIG\"; echo \"$PATH\""
        );
        var lines = shown.Output.Split('\n');
        environment = new(StringComparer.Ordinal)
        {
            ["KUBECONFIG"] = lines[0],
            ["PATH"] = lines[1],
            ["HELM_CACHE_HOME"] = Path.Combine(folder, "helm"),
            ["HELM_CONFIG_HOME"] = Path.Combine(folder, "helm"),
            ["HELM_DATA_HOME"] = Path.Combine(folder, "helm"),
        };
        foreach (
            var arguments in new string[][]
            {
                ["cordon", LostNode],
                ["taint", "node", LostNode, $"{LostTaint}=yes:NoSchedule"],
            }
        )
        {
            var done = await HelmChart.RunAsync(Program("kubectl"), environment, input: null, arguments);
            Assert.True(done.ExitCode == 0, done.Error);
        }

        return new(KubernetesClientConfiguration.BuildConfigFromConfigFile(lines[0]));
    }

    // As in the image, where the end-to-end tests have compiled it so and it is not older: most of a start is compiling
    // otherwise, and there are some hundred.
    private static string ProgramFolder()
    {
        var built = Path.Combine(RepositoryFiles.Root, "src", "BatchLoadTest", "bin", "Release", "net10.0");
        var ready = Path.Combine(
            RepositoryFiles.Root,
            "tests",
            "BatchLoadTest.EndToEnd",
            "bin",
            "Release",
            "net10.0",
            "ready-to-run"
        );
        var stamp = new FileInfo(Path.Combine(ready, "complete"));
        return
            stamp.Exists
            && new DirectoryInfo(built)
                .EnumerateFiles("*.dll")
                .All(file => file.LastWriteTimeUtc <= stamp.LastWriteTimeUtc)
            ? ready
            : built;
    }
}
