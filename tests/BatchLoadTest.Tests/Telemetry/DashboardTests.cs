using System.Text.Json;
using System.Text.RegularExpressions;
using BatchLoadTest.Telemetry;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.Telemetry;

/// <summary>Grafana's dashboard in the chart: whatever it asks Prometheus for is there.</summary>
public sealed partial class DashboardTests
{
    private static readonly string Text = RepositoryFiles.Read(
        "charts/batch-load-test/dashboards/batch-load-test.json"
    );

    [Fact]
    public void EveryMetricThatItNames_IsServed()
    {
        HashSet<string> served =
        [
            "batch_load_test_build_info",
            .. Instruments.All.SelectMany(instrument =>
                instrument.Kind == InstrumentKind.Histogram
                    ? new[] { $"{instrument.ScrapedName}_bucket" }
                    : [instrument.ScrapedName]
            ),
        ];

        var named = Expressions().Concat(Variables()).SelectMany(Names).ToHashSet(StringComparer.Ordinal);

        Assert.NotEmpty(named);
        Assert.Empty(named.Except(served));
    }

    // A label that nothing has makes a panel empty, and nobody sees why.
    [Fact]
    public void EveryLabelThatItGroupsBy_IsOneThatMetricsHave()
    {
        string[] known = ["step", "kind", "le", "outcome", "quantile", "type", "defect"];

        Assert.All(
            Expressions()
                .SelectMany(expression => Grouping().Matches(expression))
                .SelectMany(match => match.Groups[1].Value.Split(", ")),
            label => Assert.Contains(label, known)
        );
    }

    [Fact]
    public void EachPanel_HasAPlaceOfItsOwn_AnIdAndWordsThatExplainIt()
    {
        using var dashboard = JsonDocument.Parse(Text);
        var panels = dashboard.RootElement.GetProperty("panels").EnumerateArray().ToList();

        Assert.Equal(panels.Count, panels.Select(panel => panel.GetProperty("id").GetInt32()).Distinct().Count());
        Assert.Equal(
            panels.Count,
            panels
                .Select(panel => panel.GetProperty("gridPos"))
                .Select(place => (place.GetProperty("x").GetInt32(), place.GetProperty("y").GetInt32()))
                .Distinct()
                .Count()
        );
        Assert.All(panels, panel => Assert.NotEqual("", panel.GetProperty("description").GetString()));
    }

    private static List<string> Expressions()
    {
        using var dashboard = JsonDocument.Parse(Text);
        return
        [
            .. dashboard
                .RootElement.GetProperty("panels")
                .EnumerateArray()
                .SelectMany(panel => panel.GetProperty("targets").EnumerateArray())
                .Select(target => target.GetProperty("expr").GetString()!),
        ];
    }

    private static List<string> Variables()
    {
        using var dashboard = JsonDocument.Parse(Text);
        return
        [
            .. dashboard
                .RootElement.GetProperty("templating")
                .GetProperty("list")
                .EnumerateArray()
                .Select(variable => variable.GetProperty("query").ToString()),
        ];
    }

    private static IEnumerable<string> Names(string expression) =>
        Metric().Matches(expression).Select(match => match.Value);

    [GeneratedRegex("batch_load_test_[a-z0-9_]+")]
    private static partial Regex Metric();

    [GeneratedRegex(@"by \(([a-z, ]+)\)")]
    private static partial Regex Grouping();
}
