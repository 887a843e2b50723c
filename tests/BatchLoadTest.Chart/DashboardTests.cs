using System.Text.Json.Nodes;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Chart;

/// <summary>Grafana's dashboard as a ConfigMap that its sidecar finds.</summary>
[Trait("needs", "helm")]
public sealed class DashboardTests
{
    private const string Page = "mode=deployment,mock.enabled=true";

    [Fact]
    public async Task Enabled_ItIsTheFile_WithTheSidecarsLabelAndOnesOwn()
    {
        var objects = await HelmChart.ObjectsAsync(
            "--set",
            $"{Page},page.dashboard.enabled=true,page.dashboard.labels.team=a,page.dashboard.annotations.folder=Load"
        );

        var map = objects.Single(each => each.Name.EndsWith("-dashboard", StringComparison.Ordinal));
        Assert.Equal("ConfigMap", map.Kind);
        Assert.Equal("1", map.Json["metadata"]!["labels"]!["grafana_dashboard"]!.GetValue<string>());
        Assert.Equal("a", map.Json["metadata"]!["labels"]!["team"]!.GetValue<string>());
        Assert.Equal("Load", map.Json["metadata"]!["annotations"]!["folder"]!.GetValue<string>());
        var (name, text) = Assert.Single(map.Json["data"]!.AsObject());
        Assert.Equal("batch-load-test.json", name);
        Assert.Equal(
            RepositoryFiles.Read($"{HelmChart.Folder}/dashboards/batch-load-test.json"),
            text!.GetValue<string>()
        );
    }

    [Fact]
    public async Task ByDefault_ThereIsNone()
    {
        var objects = await HelmChart.ObjectsAsync("--set", Page);

        Assert.DoesNotContain(objects, each => each.Name.EndsWith("-dashboard", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ALabelOfTheChartsOwn_IsRefused()
    {
        var result = await HelmChart.TemplateAsync(
            "1.34.0",
            "--set",
            $"{Page},page.dashboard.labels.app\\.kubernetes\\.io/name=mine"
        );

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains(
            "page.dashboard.labels: the label app.kubernetes.io/name is set",
            result.Error,
            StringComparison.Ordinal
        );
    }
}
