using System.Text.Json.Nodes;
using BatchLoadTest.Tests.Support;
using YamlDotNet.Core;

namespace BatchLoadTest.Chart;

/// <summary>Labels of a person's own: each once, the more special one where two have a name in common.</summary>
public sealed class LabelsTests
{
    // As kubectl's kustomize and Flux read: what has a name twice is no YAML. All rendered objects are read so.
    [Fact]
    public void Yaml_WithANameTwice_IsRefused() =>
        Assert.Throws<YamlException>(() => KubernetesObject.ReadAll("metadata: {labels: {a: 1, b: 2, a: 3}}"));

    [Theory]
    [InlineData("job", "Job")]
    [InlineData("cronjob", "CronJob")]
    [Trait("needs", "helm")]
    public async Task Label_OfAllAndOfJobsAndPods_IsOfTheMoreSpecial(string mode, string kind)
    {
        var objects = await HelmChart.ObjectsAsync(
            "--set",
            $"mode={mode},mock.enabled=true,workers=2,commonLabels.team=all,podLabels.team=pods,job.labels.team=jobs"
        );

        var runs = objects.Where(each => each.Kind == kind).ToList();
        Assert.Equal(2, runs.Count);
        Assert.All(
            runs,
            run => Assert.Equal("jobs", Team(kind == "Job" ? run.Json : run.Json["spec"]!["jobTemplate"]!))
        );
        Assert.All(runs, run => Assert.Equal("pods", Team(run.PodTemplate!)));
        Assert.All(
            objects.Except(runs).Where(each => each.Kind != "Pod"),
            each => Assert.Equal("all", Team(each.Json))
        );
    }

    [Fact]
    [Trait("needs", "helm")]
    public async Task Label_OfAllAndOfTheMonitor_IsOfTheMonitor()
    {
        var objects = await HelmChart.ObjectsAsync("--set", ChartMatrix.All["labels that meet, page"]);

        Assert.Equal("monitors", Team(objects.Single(each => each.Kind == "PodMonitor").Json));
        Assert.Equal("all", Team(objects.First(each => each.Kind == "Deployment").Json));
    }

    // Kubernetes gives a Job its pods' labels only where it has none of its own.
    [Theory]
    [InlineData("")]
    [InlineData(",job.labels.team=jobs")]
    [InlineData(",commonLabels.team=all")]
    [Trait("needs", "helm")]
    public async Task CronJob_ItsJobs_AreFoundByTheReleasesLabels(string set)
    {
        var objects = await HelmChart.ObjectsAsync("--set", $"mode=cronjob,target.host=http://service:3001{set}");

        var labels = objects.Single(each => each.Kind == "CronJob").Json["spec"]!["jobTemplate"]!["metadata"]![
            "labels"
        ]!;
        Assert.Equal("demo", labels["app.kubernetes.io/instance"]!.GetValue<string>());
        Assert.Equal("run", labels["app.kubernetes.io/component"]!.GetValue<string>());
        Assert.Equal(set.Length > 0, labels["team"] is not null);
    }

    public static TheoryData<string> Sets => [.. ChartMatrix.All.Keys];

    // It is a part of what install prints: rendered as one more object, it is read as strictly as the others.
    [Theory]
    [MemberData(nameof(Sets))]
    [Trait("needs", "helm")]
    public async Task PodThatFetches_AnySet_IsAPodThatKubernetesKnows(string set)
    {
        using var folder = new TemporaryFolder();
        var more = folder.Write("more.yaml", "extraObjects: ['{{ include \"blt.fetchPod\" . }}']\n");

        var objects = await HelmChart.ObjectsAsync(
            "--set",
            ChartMatrix.All[set].Replace("extraObjects[0]", "extraObjects[1]", StringComparison.Ordinal),
            "-f",
            more
        );

        var pod = objects.Single(each => each.Name.EndsWith("-fetch", StringComparison.Ordinal));
        Assert.Equal("", await HelmChart.ValidateAsync([pod]));
    }

    private static string Team(JsonNode each) => each["metadata"]!["labels"]!["team"]!.GetValue<string>();
}
