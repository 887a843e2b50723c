using System.Text;
using System.Text.Json.Nodes;
using BatchLoadTest.Silos;

namespace BatchLoadTest.Chart.OnCluster;

/// <summary>What outlives an upgrade or the removal of a release.</summary>
[Trait("needs", "kube")]
public sealed class ReleaseTests(ControlPlane plane)
{
    // The README's commands as they stand, but for the image's registry.
    [Fact]
    public async Task Results_AfterRemoval_CanBeFetchedByTheReadmesCommands()
    {
        await using var space = await plane.SpaceAsync();
        await space.InstallAsync("");
        await space.CompletesAsync("load-batch-load-test-r1");
        await space.HelmAsync("uninstall", "load");
        // Pods without requests and limits are refused there.
        await space.ApplyAsync(
            """
            apiVersion: v1
            kind: ResourceQuota
            metadata: {name: memory}
            spec: {hard: {requests.cpu: 1, requests.memory: 1Gi, limits.memory: 1Gi}}
            """
        );
        var readme = RepositoryFiles.Read($"{HelmChart.Folder}/README.md");
        var from = readme.IndexOf("RELEASE=load", StringComparison.Ordinal);
        var commands = readme[from..readme.IndexOf("```", from, StringComparison.Ordinal)];

        await space.MakeDefaultAsync();
        var fetched = await space.BashAsync(
            commands.Replace("REGISTRY/", "registry.example/", StringComparison.Ordinal)
        );

        Assert.True(fetched.ExitCode == 0, fetched.Output + fetched.Error);
        Assert.True(File.Exists(Path.Combine(space.Files.Path, "results", "report.html")));
    }

    [Fact]
    public async Task Page_TokenThatWasMadeUp_StaysOverAnUpgrade()
    {
        await using var space = await plane.SpaceAsync();

        var notes = await space.InstallAsync("mode=deployment");
        Assert.Contains("port-forward svc/load-batch-load-test", notes, StringComparison.Ordinal);
        var first = await SecretAsync(space, "page");
        await space.UpgradeAsync("mode=deployment");

        Assert.Equal(32, Convert.FromBase64String(first["token"]!.GetValue<string>()).Length);
        Assert.Equal(first.ToJsonString(), (await SecretAsync(space, "page")).ToJsonString());
    }

    [Fact]
    public async Task Cluster_CertificateAndTokenThatWereMadeUp_StayOverAnUpgrade_AndAreWhatTheProgramReads()
    {
        await using var space = await plane.SpaceAsync();

        var notes = await space.InstallAsync("workers=2,mode=deployment");
        Assert.Contains("comes from 2 workers", notes, StringComparison.Ordinal);
        var first = await SecretAsync(space, "cluster");
        await space.UpgradeAsync("workers=2,mode=deployment");

        Assert.Equal(first.ToJsonString(), (await SecretAsync(space, "cluster")).ToJsonString());
        var text = Encoding.UTF8.GetString(Convert.FromBase64String(first["cluster.pem"]!.GetValue<string>()));
        using var certificate = ClusterCertificate.Load(space.Files.Write("cluster.pem", text));
        Assert.True(certificate.HasPrivateKey);
        Assert.Equal(32, Convert.FromBase64String(first["token"]!.GetValue<string>()).Length);
    }

    private static async Task<JsonNode> SecretAsync(Space space, string name) =>
        (await space.GetAsync("api/v1", "secrets", $"load-batch-load-test-{name}"))!["data"]!;
}
