using System.Text.Json;
using BatchLoadTest.Measurements;
using BatchLoadTest.Tests.Support;
using BatchLoadTest.Thresholds;

namespace BatchLoadTest.Tests.House;

/// <summary>Figures that documents name are there: metrics, members of metrics.json, columns of CSV files.</summary>
public sealed class FigureDocumentTests
{
    private const string WhichFigure = "docs/guide/which-figure.md";

    private static readonly MetricCatalogue Metrics = new();

    [Fact]
    public void EveryMetric_IsInThePageOfThresholds()
    {
        var page = RepositoryFiles.Read("docs/guide/thresholds.md");
        var steps = new StepNames().All.Select(step => step.Id + ".").ToList();

        Assert.All(
            Metrics
                .Names.Where(name => !steps.Exists(step => name.StartsWith(step, StringComparison.Ordinal)))
                .Select(Family)
                .Distinct(),
            name => Assert.Contains($"`{name}`", page, StringComparison.Ordinal)
        );
        Assert.All(steps, step => Assert.Contains($"`{step.TrimEnd('.')}`", page, StringComparison.Ordinal));
    }

    [Fact]
    public void EveryMetricOfWhichFigure_IsOne() =>
        Assert.All(
            Column("threshold metric"),
            metric => Assert.True(Metrics.Find(metric) is not null, $"{metric} is no metric")
        );

    [Fact]
    public void EveryMemberOfWhichFigure_IsInMetricsJson()
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Expected.PathOf("metrics.json")));
        Assert.All(
            Column("metrics.json"),
            path => Assert.True(IsThere(json.RootElement, path), $"{path} is not there")
        );
    }

    [Fact]
    public void EveryColumnOfWhichFigure_IsInACsvFile()
    {
        string[] columns =
        [
            .. new[] { "run_stats.csv", "run_stats_history.csv", "run_failures.csv" }.SelectMany(file =>
                File.ReadLines(Expected.PathOf(file)).First().Split(',')
            ),
        ];
        Assert.All(Column("CSV column"), column => Assert.Contains(column, columns));
    }

    [Fact]
    public void EveryMemberOfTheJournal_IsInItsPage()
    {
        var page = RepositoryFiles.Read("docs/reference/journal.md");
        foreach (var line in File.ReadLines(Expected.PathOf("journal_format1.jsonl")))
        {
            using var json = JsonDocument.Parse(line);
            Assert.All(
                MembersOf(json.RootElement).Except(new StepNames().All.Select(step => step.Id)),
                member => Assert.Contains($"`{member}`", page, StringComparison.Ordinal)
            );
        }
    }

    private static IEnumerable<string> MembersOf(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Object => element
                .EnumerateObject()
                .SelectMany(member => MembersOf(member.Value).Prepend(member.Name)),
            JsonValueKind.Array => element.EnumerateArray().SelectMany(MembersOf),
            _ => [],
        };

    private static List<string> Column(string caption)
    {
        var codes = Document
            .Read(WhichFigure)
            .CodeInTables.Where(cell => cell.Column == caption)
            .Select(cell => cell.Code)
            .ToList();
        Assert.NotEmpty(codes);
        return codes;
    }

    // Percentiles and the like are said once for all that have them.
    private static string Family(string name)
    {
        string[] figures = ["min", "mean", "avg", "max", "p50", "p75", "p90", "p95", "p99", "p99.9", "p99.99"];
        var figure = figures.LastOrDefault(figure => name.EndsWith("." + figure, StringComparison.Ordinal));
        return figure is null ? name : name[..^(figure.Length + 1)];
    }

    private static bool IsThere(JsonElement element, string path)
    {
        foreach (var member in path.Split('.'))
        {
            if (element.ValueKind == JsonValueKind.Array)
            {
                element = element[0];
            }

            if (!element.TryGetProperty(member, out element))
            {
                return false;
            }
        }

        return true;
    }
}
