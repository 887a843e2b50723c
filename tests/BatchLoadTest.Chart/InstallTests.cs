using System.Text;
using System.Text.Json.Nodes;
using BatchLoadTest.Silos;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Chart;

/// <summary>Install, upgrade and removal by helm itself, against a server that keeps objects.</summary>
[Trait("needs", "helm")]
public sealed class InstallTests
{
    [Fact]
    public async Task Upgrade_StartsARunWithAJobOfItsOwn_AndRemovalKeepsTheResults()
    {
        await using var cluster = await FakeCluster.StartAsync();

        await InstallAsync(cluster, "mock.enabled=true");
        Assert.Equal(["demo-batch-load-test-r1"], cluster.Names("jobs"));
        Assert.Equal(["demo-batch-load-test-mock"], cluster.Names("deployments"));

        await HelmAsync(cluster, "upgrade", "demo", HelmChart.ChartPath, "--set", "mock.enabled=true");
        Assert.Equal(["demo-batch-load-test-r2"], cluster.Names("jobs"));

        await HelmAsync(cluster, "uninstall", "demo");
        Assert.Empty(cluster.Names("jobs"));
        Assert.Empty(cluster.Names("secrets"));
        Assert.Equal(["demo-batch-load-test-results"], cluster.Names("persistentvolumeclaims"));
    }

    [Fact]
    public async Task Notes_OfAJob_SayHowToWaitAndToFetch()
    {
        await using var cluster = await FakeCluster.StartAsync();
        var notes = await InstallAsync(
            cluster,
            "mock.enabled=true,workers=2,run.id=first,thresholds.errorRate=0.05,thresholds.extra[0]=rps > 1"
        );

        Assert.Contains("job/demo-batch-load-test-first", notes, StringComparison.Ordinal);
        Assert.Contains("p95 <= 1000 ms, failed requests <= 0.05 of all, rps > 1", notes, StringComparison.Ordinal);
        var pod = await FetchPodAsync(notes);
        Assert.Equal(["report", "/results/first", "--print-results"], pod.Arguments);
    }

    [Fact]
    public async Task Notes_OfAPrivateRegistry_FetchWithItsSecrets()
    {
        await using var cluster = await FakeCluster.StartAsync();
        var notes = await InstallAsync(
            cluster,
            "mock.enabled=true,image.pullSecrets[0]=one,image.pullSecrets[1]=two,nodeSelector.disk=ssd,"
                + "tolerations[0].operator=Exists"
        );

        var pod = (await FetchPodAsync(notes)).PodSpec!;
        Assert.Equal("two", pod["imagePullSecrets"]![1]!["name"]!.GetValue<string>());
        Assert.Equal("ssd", pod["nodeSelector"]!["disk"]!.GetValue<string>());
        Assert.Equal("Exists", pod["tolerations"]![0]!["operator"]!.GetValue<string>());
    }

    [Fact]
    public async Task Notes_OfResultsInTheLog_SayHowToFetchThem()
    {
        await using var cluster = await FakeCluster.StartAsync();
        var notes = await InstallAsync(cluster, "mock.enabled=true,results.store=log");

        Assert.Contains("logs job/demo-batch-load-test-r1", notes, StringComparison.Ordinal);
        Assert.Contains("-----BEGIN BATCH-LOAD-TEST RESULTS-----", notes, StringComparison.Ordinal);
        Assert.Empty(cluster.Names("persistentvolumeclaims"));
    }

    // As a person does: what is printed goes to a shell. Kubectl is a stand-in that hands out two archives.
    [Theory]
    [InlineData("")]
    [InlineData(",results.store=log")]
    [InlineData(",mode=cronjob")]
    [InlineData(",mode=cronjob,results.store=log")]
    [InlineData(",mode=deployment")]
    [InlineData(",mode=deployment,results.store=log")]
    public async Task Notes_Pasted_BringTheLastResults(string set)
    {
        await using var cluster = await FakeCluster.StartAsync();
        var notes = await InstallAsync(cluster, $"mock.enabled=true{set}");
        using var folder = new TemporaryFolder();
        folder.Write("kubectl", Kubectl);
        var commands = folder.Write(
            "commands",
            notes[(notes.IndexOf("into ./results:\n", StringComparison.Ordinal) + 16)..]
        );

        var result = await HelmChart.RunAsync(
            "bash",
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["PATH"] = $"{folder.Path}:{Environment.GetEnvironmentVariable("PATH")}",
            },
            input: null,
            "-euc",
            $"chmod +x {folder.Path}/kubectl; cd {folder.Path}; source {commands}"
        );

        Assert.True(result.ExitCode == 0, result.Output + result.Error);
        Assert.Equal("", result.Error);
        Assert.Equal("two", await File.ReadAllTextAsync(Path.Combine(folder.Path, "results", "metrics.json")));
    }

    [Fact]
    public async Task Page_TokenThatWasMadeUp_StaysOverAnUpgrade()
    {
        await using var cluster = await FakeCluster.StartAsync();
        string[] values = ["--set", "mode=deployment,mock.enabled=true"];

        var notes = await HelmAsync(cluster, ["install", "demo", HelmChart.ChartPath, .. values]);
        Assert.Contains("port-forward svc/demo-batch-load-test", notes, StringComparison.Ordinal);
        var first = await TokenAsync(cluster);
        await HelmAsync(cluster, ["upgrade", "demo", HelmChart.ChartPath, .. values]);

        Assert.Equal(first, await TokenAsync(cluster));
    }

    [Fact]
    public async Task Cluster_CertificateAndTokenThatWereMadeUp_StayOverAnUpgrade_AndAreWhatTheProgramReads()
    {
        await using var cluster = await FakeCluster.StartAsync();
        string[] values = ["--set", "mock.enabled=true,workers=2"];

        var notes = await HelmAsync(cluster, ["install", "demo", HelmChart.ChartPath, .. values]);
        Assert.Contains("comes from 2 workers", notes, StringComparison.Ordinal);
        var first = await ClusterSecretAsync(cluster);
        await HelmAsync(cluster, ["upgrade", "demo", HelmChart.ChartPath, .. values]);

        Assert.Equal(first, await ClusterSecretAsync(cluster));
        using var folder = new TemporaryFolder();
        var file = folder.Write("cluster.pem", Encoding.UTF8.GetString(Convert.FromBase64String(first.Certificate)));
        using var certificate = ClusterCertificate.Load(file);
        Assert.True(certificate.HasPrivateKey);
        Assert.Equal(32, Convert.FromBase64String(first.Token).Length);
    }

    [Fact]
    public async Task Notes_OfACronJobWithWorkers_StartBothOfARun()
    {
        await using var cluster = await FakeCluster.StartAsync();
        var notes = await InstallAsync(cluster, "mock.enabled=true,mode=cronjob,workers=2");

        foreach (var name in new[] { "demo-batch-load-test", "demo-batch-load-test-workers" })
        {
            Assert.Contains($"--from=cronjob/{name} {name}-$(date +%s)", notes, StringComparison.Ordinal);
        }
    }

    private const string Kubectl = """
        #!/usr/bin/env bash
        # kubectl -n NAMESPACE COMMAND …
        pack() {
          mkdir -p "$1" && printf %s "$1" >"$1/metrics.json"
          echo -----BEGIN BATCH-LOAD-TEST RESULTS-----
          tar cz -C "$1" metrics.json | base64
          echo -----END BATCH-LOAD-TEST RESULTS-----
        }
        case "$3 $4" in
          "apply -f") grep -q '^kind: Pod$' ;;
          "get jobs") printf 'job/earlier\njob/newest\n' ;;
          "get pod"*) printf Succeeded ;;
          "logs job/earlier") exit 1 ;;
          "logs "*) pack one; echo between; pack two; echo after ;;
          "delete pod") ;;
          *) exit 1 ;;
        esac
        """;

    /// <summary>Installs as <c>demo</c>; returns the notes.</summary>
    private static Task<string> InstallAsync(FakeCluster cluster, string set) =>
        HelmAsync(cluster, "install", "demo", HelmChart.ChartPath, "--set", set);

    private static async Task<KubernetesObject> FetchPodAsync(string notes)
    {
        var begin = notes.IndexOf("apiVersion: v1", StringComparison.Ordinal);
        var pod = KubernetesObject.ReadAll(notes[begin..notes.IndexOf("\nEND\n", begin, StringComparison.Ordinal)]);
        Assert.Equal("", await HelmChart.ValidateAsync(pod));
        return Assert.Single(pod);
    }

    // From what helm rendered: the server does not apply patches.
    private static async Task<string> TokenAsync(FakeCluster cluster) =>
        (await SecretAsync(cluster, "page"))["token"]!.GetValue<string>();

    private static async Task<(string Certificate, string Token)> ClusterSecretAsync(FakeCluster cluster)
    {
        var data = await SecretAsync(cluster, "cluster");
        return (data["cluster.pem"]!.GetValue<string>(), data["token"]!.GetValue<string>());
    }

    private static async Task<JsonNode> SecretAsync(FakeCluster cluster, string name)
    {
        var manifest = KubernetesObject.ReadAll(await HelmAsync(cluster, "get", "manifest", "demo"));
        return manifest.Single(each => each.Kind == "Secret" && each.Name == $"demo-batch-load-test-{name}").Json[
            "data"
        ]!;
    }

    private static async Task<string> HelmAsync(FakeCluster cluster, params string[] arguments)
    {
        string[] flags = arguments[0] is "install" or "upgrade" ? ["--disable-openapi-validation"] : [];
        var result = await HelmChart.HelmOfClusterAsync(cluster.Config, [.. arguments, .. flags]);
        Assert.True(result.ExitCode == 0, result.Output + result.Error);
        return result.Output;
    }
}
