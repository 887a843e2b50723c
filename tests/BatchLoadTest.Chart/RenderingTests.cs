using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using BatchLoadTest.Runtime;
using k8s.Models;

namespace BatchLoadTest.Chart;

/// <summary>Every set of values renders to objects that a cluster takes, for each version of Kubernetes.</summary>
public sealed class RenderingTests
{
    // The oldest and the newest: the chart asks for no version in between.
    private static readonly string[] Versions = ["1.29.0", "1.34.0"];

    private static readonly Dictionary<string, Type> Kinds = new(StringComparer.Ordinal)
    {
        ["v1/ConfigMap"] = typeof(V1ConfigMap),
        ["v1/PersistentVolumeClaim"] = typeof(V1PersistentVolumeClaim),
        ["v1/Pod"] = typeof(V1Pod),
        ["v1/Secret"] = typeof(V1Secret),
        ["v1/Service"] = typeof(V1Service),
        ["v1/ServiceAccount"] = typeof(V1ServiceAccount),
        ["apps/v1/Deployment"] = typeof(V1Deployment),
        ["batch/v1/CronJob"] = typeof(V1CronJob),
        ["batch/v1/Job"] = typeof(V1Job),
        ["networking.k8s.io/v1/Ingress"] = typeof(V1Ingress),
        ["networking.k8s.io/v1/NetworkPolicy"] = typeof(V1NetworkPolicy),
    };

    // Unknown members and wrong types are errors, as for a strict server.
    private static readonly JsonSerializerOptions Strict = new()
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        NumberHandling = JsonNumberHandling.Strict,
    };

    public static TheoryData<string> Sets => [.. ChartMatrix.All.Keys];

    [Theory]
    [MemberData(nameof(Sets))]
    [Trait("needs", "helm")]
    public async Task Rendered_AnySet_HasMembersAndTypesThatKubernetesKnows(string set)
    {
        var objects = await HelmChart.ObjectsAsync("--set", ChartMatrix.All[set]);

        Assert.NotEmpty(objects);
        foreach (var each in objects.Where(each => each.Kind is not ("PodMonitor" or "HTTPRoute")))
        {
            var type = Kinds[$"{each.Json["apiVersion"]!.GetValue<string>()}/{each.Kind}"];
            Assert.NotNull(each.Json.Deserialize(type, Strict));
        }

        Assert.Equal("", await HelmChart.ValidateAsync(objects));
        ChartRules.Check(objects);
    }

    [Theory]
    [MemberData(nameof(Sets))]
    [Trait("needs", "helm")]
    public async Task Rendered_EveryVersionOfKubernetes_IsTheSame(string set)
    {
        var first = await RenderAsync(Versions[0], set);
        foreach (var version in Versions.Skip(1))
        {
            Assert.Equal(first, await RenderAsync(version, set));
        }
    }

    [Fact]
    public void Chart_IsOfThisVersion() =>
        Assert.Contains(
            $"appVersion: \"{ProgramInfo.Version}\"",
            RepositoryFiles.Read($"{HelmChart.Folder}/Chart.yaml"),
            StringComparison.Ordinal
        );

    [Fact]
    [Trait("needs", "helm")]
    public async Task Rendered_VersionThatIsTooOld_IsRefused()
    {
        var result = await HelmChart.TemplateAsync("1.24.0", "--set", "mock.enabled=true");

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("1.29", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("needs", "helm")]
    public async Task Lint_Strict_FindsNothing()
    {
        var result = await HelmChart.HelmAsync("lint", "--strict", HelmChart.ChartPath, "--set", "mock.enabled=true");

        Assert.True(result.ExitCode == 0, result.Output + result.Error);
    }

    // What is made up is meant to differ.
    private static async Task<string> RenderAsync(string version, string set)
    {
        var result = await HelmChart.TemplateAsync(
            version,
            "--set",
            $"{ChartMatrix.All[set]},run.id=same,page.token=t"
        );
        Assert.True(result.ExitCode == 0, result.Error);
        string[] madeUp = ["  \"cluster.pem\": ", "  \"token\": "];
        return string.Join(
            '\n',
            result.Output.Split('\n').Where(line => !madeUp.Any(text => line.Contains(text, StringComparison.Ordinal)))
        );
    }
}
