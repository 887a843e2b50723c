using System.Text.Json;
using BatchLoadTest.Reporting;
using BatchLoadTest.Reporting.Csv;
using BatchLoadTest.Reporting.LocustJson;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.EndToEnd.Reports;

/// <summary>The same requests in Locust's own files and in ours: whoever reads those can read these.</summary>
[Trait("needs", "locust")]
public sealed class LocustComparisonTests(LocustComparisonTests.Fixture fixture)
    : IClassFixture<LocustComparisonTests.Fixture>
{
    private const int RowCount = 4;

    // Locust sorts by name, a workflow's order is more use to people.
    private static readonly string[] Columns =
    [
        "Request Count",
        "Failure Count",
        "Average Response Time",
        "Min Response Time",
        "Max Response Time",
        "Average Content Size",
        "Requests/s",
        "Failures/s",
    ];

    [Fact]
    public async Task Stats_HasTheSameColumnsRowsAndFigures()
    {
        var (theirs, ours) = await TablesAsync("_stats.csv", new StatsCsvWriter());

        Assert.Equal(theirs.Columns, ours.Columns);
        Assert.Equal(RowCount, ours.Rows.Count);
        Assert.Equal("Aggregated", ours[RowCount - 1, "Name"]);
        foreach (var (their, our) in Paired(theirs, ours, ["Type", "Name"]))
        {
            Assert.All(Columns, column => Close(theirs.Number(their, column), ours.Number(our, column), 1e-3));
            // Locust's have two digits.
            foreach (
                var column in theirs.Columns.Where(column =>
                    column.EndsWith('%') || column.StartsWith("Median", StringComparison.Ordinal)
                )
            )
            {
                Close(theirs.Number(their, column), ours.Number(our, column), 0.06, 1.01);
            }
        }
    }

    [Fact]
    public async Task History_HasTheSameColumnsAndKindsOfFields()
    {
        var (theirs, ours) = await TablesAsync("_stats_history.csv", new StatsHistoryCsvWriter(full: true));

        Assert.Equal(theirs.Columns, ours.Columns);
        Assert.Equal(theirs.Column("Name").Distinct().Order(), ours.Column("Name").Distinct().Order());
        foreach (var column in theirs.Columns)
        {
            Assert.Equal(Kinds(theirs.Column(column)), Kinds(ours.Column(column)));
        }

        // The last row of each name tells the run, second by second before it.
        foreach (var name in theirs.Column("Name").Distinct())
        {
            var (their, our) = (
                theirs.Column("Name").ToList().LastIndexOf(name),
                ours.Column("Name").ToList().LastIndexOf(name)
            );
            Assert.Equal(theirs[their, "Type"], ours[our, "Type"]);
            foreach (
                var column in theirs.Columns.Where(column =>
                    column.StartsWith("Total", StringComparison.Ordinal)
                    && !column.Contains("Median", StringComparison.Ordinal)
                )
            )
            {
                Close(theirs.Number(their, column), ours.Number(our, column), 1e-3);
            }
        }
    }

    [Fact]
    public async Task Failures_HasTheSameRows()
    {
        var (theirs, ours) = await TablesAsync("_failures.csv", new FailuresCsvWriter());

        // Locust 2.12 has four columns, 2.44 has ours.
        Assert.Equal(theirs.Columns, ours.Columns.Take(theirs.Columns.Count));
        Assert.Equal(theirs.Rows.Count, ours.Rows.Count);
        foreach (var (their, our) in Paired(theirs, ours, ["Method", "Name", "Occurrences"]))
        {
            Assert.Contains("503", theirs[their, "Error"], StringComparison.Ordinal);
            Assert.Equal("http_503", ours[our, "Error"]);
        }
    }

    [Fact]
    public async Task Exceptions_HasTheSameColumns()
    {
        var (theirs, ours) = await TablesAsync("_exceptions.csv", new ExceptionsCsvWriter());

        Assert.Equal(theirs.Text, ours.Text);
    }

    [Fact]
    public async Task Json_HasTheSameMembersAndFigures()
    {
        var run = await fixture.RunAsync();
        using var json = JsonDocument.Parse(await TextAsync(new LocustJsonWriter(), run.Report));
        var ours = json.RootElement.EnumerateArray().ToDictionary(Name);

        Assert.Equal(RowCount - 1, ours.Count);
        foreach (var their in run.Json.EnumerateArray())
        {
            var our = ours[Name(their)];
            Assert.Equal(their.EnumerateObject().Select(Kind), our.EnumerateObject().Select(Kind));
            foreach (
                var member in their.EnumerateObject().Where(member => member.Value.ValueKind == JsonValueKind.Number)
            )
            {
                Close(member.Value.GetDouble(), our.GetProperty(member.Name).GetDouble(), 0, Room(member.Name));
            }

            Assert.Equal(Pairs(their, "num_reqs_per_sec"), Pairs(our, "num_reqs_per_sec"));
            Assert.Equal(Pairs(their, "num_fail_per_sec"), Pairs(our, "num_fail_per_sec"));
            Assert.Equal(
                Pairs(their, "response_times").Sum(pair => pair.Value),
                Pairs(our, "response_times").Sum(pair => pair.Value)
            );
        }
    }

    private static double Room(string member) =>
        member switch
        {
            // Ours are whole seconds of a history.
            "last_request_timestamp" or "start_time" => 1,
            // Ours are cut to 100 ns, each of the sum.
            "total_response_time" => 0.01,
            _ => 1e-3,
        };

    private static string Name(JsonElement entry) => $"{entry.GetProperty("method")} {entry.GetProperty("name")}";

    private static (string Name, JsonValueKind Kind) Kind(JsonProperty member) => (member.Name, member.Value.ValueKind);

    private static SortedDictionary<string, long> Pairs(JsonElement entry, string member) =>
        new(
            entry.GetProperty(member).EnumerateObject().ToDictionary(pair => pair.Name, pair => pair.Value.GetInt64()),
            StringComparer.Ordinal
        );

    private static void Close(double their, double our, double share, double room = 1e-3) =>
        Assert.InRange(our, their - (their * share) - room, their + (their * share) + room);

    // What a reader tells apart. That Locust writes whole milliseconds and we decimals is the difference wanted.
    private static string Kinds(IEnumerable<string> fields) =>
        string.Join(
            ' ',
            fields
                .Select(field => double.TryParse(field, out _) ? "number" : field)
                .Distinct()
                .Order()
                .Where(kind => kind != "N/A")
        );

    private static IEnumerable<(int Their, int Our)> Paired(CsvTable theirs, CsvTable ours, string[] key)
    {
        var ourKeys = Enumerable.Range(0, ours.Rows.Count).ToDictionary(row => Key(ours, row));
        return Enumerable.Range(0, theirs.Rows.Count).Select(row => (row, ourKeys[Key(theirs, row)]));

        string Key(CsvTable table, int row) => string.Join('\n', key.Select(column => table[row, column]));
    }

    private static async Task<string> TextAsync(IReportWriter writer, RunReport report)
    {
        using var stream = new MemoryStream();
        await writer.WriteAsync(report, stream, CancellationToken.None);
        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }

    private async Task<(CsvTable Theirs, CsvTable Ours)> TablesAsync(string suffix, IReportWriter writer)
    {
        var run = await fixture.RunAsync();
        return (run.Files[suffix], await CsvTable.OfAsync(writer, run.Report));
    }

    /// <summary>One run of Locust for all tests.</summary>
    public sealed class Fixture
    {
        private readonly Lazy<Task<LocustRun>> run = new(LocustRun.RunAsync);

        internal Task<LocustRun> RunAsync() => run.Value;
    }
}
