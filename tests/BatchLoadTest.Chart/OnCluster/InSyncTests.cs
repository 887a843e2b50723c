using System.Text.Json.Nodes;

namespace BatchLoadTest.Chart.OnCluster;

/// <summary>What tools that compare again and again, as Argo CD and Flux do, would find to change for ever.</summary>
[Trait("needs", "kube")]
public sealed class InSyncTests(ControlPlane plane)
{
    // Of their members the server keeps each as it was, and adds none: so nobody finds a difference.
    [Fact]
    public async Task NetworkPolicies_AreKeptAsTheyAreRendered()
    {
        await using var space = await plane.SpaceAsync();
        const string Set =
            "mode=deployment,workers=1,networkPolicy.egress[0].ports[0].port=53,"
            + "networkPolicy.pageFrom[0].podSelector.matchLabels.a=b";
        var rendered = KubernetesObject.ReadAll(await space.TemplateAsync(Set));
        var policies = rendered.Where(each => each.Kind == "NetworkPolicy").ToList();
        Assert.Equal(4, policies.Count);
        foreach (var policy in policies)
        {
            await space.ApplyAsync(policy.Json.ToJsonString());

            var kept = await space.GetAsync("apis/networking.k8s.io/v1", "networkpolicies", policy.Name);
            Assert.True(
                JsonNode.DeepEquals(policy.Json["spec"], kept!["spec"]),
                $"{policy.Json["spec"]}\n{kept["spec"]}"
            );
        }
    }

    // As Argo CD and Flux do; what is made up elsewhere is given here, for a rendering has nowhere to look.
    [Fact]
    public async Task Applied_Twice_ChangesNothing()
    {
        await using var space = await plane.SpaceAsync();
        await space.KubectlOutputAsync(
            "create",
            "secret",
            "generic",
            "admin",
            "--from-literal=username=admin",
            "--from-literal=password=password"
        );
        const string Set = "run.id=one,auth.existingSecret=admin";
        await space.ApplyAsync(await space.TemplateAsync(Set));
        await space.CompletesAsync("load-batch-load-test-one");
        var begun = await BeginAsync(space);

        await space.ApplyAsync(await space.TemplateAsync(Set));
        var difference = await space.DiffAsync(await space.TemplateAsync(Set));

        Assert.True(difference.ExitCode == 0, difference.Output + difference.Error);
        Assert.Equal(begun, await BeginAsync(space));
    }

    [Fact]
    public async Task RunId_ThatIsUsed_NothingElseMayDiffer_ButTheChartsVersion()
    {
        await using var space = await plane.SpaceAsync();
        await space.InstallAsync("run.id=one,image.tag=v1");
        await space.CompletesAsync("load-batch-load-test-one");
        var begun = await BeginAsync(space);

        var refused = await space.TryAsync(
            "upgrade",
            "run.id=one,image.tag=v1,load.users=1,networkPolicy.enabled=false"
        );
        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains("run.id: one has run with other values", refused.Error, StringComparison.Ordinal);
        Assert.Contains(
            "load-batch-load-test-run",
            await space.NamesAsync("apis/networking.k8s.io/v1", "networkpolicies")
        );

        await space.HelmAsync(
            "package",
            HelmChart.ChartPath,
            "--version",
            "9.9.9",
            "--app-version",
            "9.9.9",
            "-d",
            space.Files.Path
        );
        var newer = await space.TryChartAsync(
            Path.Combine(space.Files.Path, "batch-load-test-9.9.9.tgz"),
            "upgrade",
            "run.id=one,image.tag=v1"
        );
        Assert.True(newer.ExitCode == 0, newer.Error);
        Assert.Equal(begun, await BeginAsync(space));

        await space.UpgradeAsync("run.id=two,image.tag=v1,load.users=1");
        await space.CompletesAsync("load-batch-load-test-two");
    }

    private static async Task<string> BeginAsync(Space space) =>
        (await space.GetAsync("apis/batch/v1", "jobs", "load-batch-load-test-one"))!["metadata"]![
            "uid"
        ]!.GetValue<string>();
}
