using System.Globalization;
using BatchLoadTest.Measurements;
using BatchLoadTest.Recording;
using BatchLoadTest.Reporting;
using BatchLoadTest.Reporting.Csv;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.Reporting.Csv;

public sealed class StatsHistoryCsvWriterTests
{
    private const string Columns =
        "Timestamp,User Count,Type,Name,Requests/s,Failures/s,"
        + "50%,66%,75%,80%,90%,95%,98%,99%,99.9%,99.99%,100%,"
        + "Total Request Count,Total Failure Count,Total Median Response Time,Total Average Response Time,"
        + "Total Min Response Time,Total Max Response Time,Total Average Content Size";

    private static readonly int[] SecondsOfTheRun = [0, 1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13];

    [Fact]
    public async Task WriteAsync_OfARun() =>
        Expected.Matches(
            "run_stats_history.csv",
            (await CsvTable.OfAsync(new StatsHistoryCsvWriter(), SampleHistory.Report)).Text
        );

    [Fact]
    public async Task WriteAsync_OfARunInFull() =>
        Expected.Matches(
            "run_stats_history_full.csv",
            (await CsvTable.OfAsync(new StatsHistoryCsvWriter(full: true), SampleHistory.Report)).Text
        );

    [Fact]
    public async Task WriteAsync_HasOneRowForEachSecondOfTheRun()
    {
        var table = await CsvTable.OfAsync(new StatsHistoryCsvWriter(), SampleHistory.Report);

        Assert.Equal(Columns, string.Join(',', table.Columns));
        // Of 13 there are two parts, 3 is absent, 14 is cleaning up.
        Assert.Equal(SecondsOfTheRun.Select(second => $"{SampleHistory.First + second}"), table.Column("Timestamp"));
        Assert.Equal("0 1 2 2 2 2 2 2 2 2 2 2 0", string.Join(' ', table.Column("User Count")));
        Assert.All(table.Column("Name"), name => Assert.Equal("Aggregated", name));
        Assert.All(table.Column("Type"), type => Assert.Empty(type));
    }

    [Fact]
    public async Task WriteAsync_LastRow_HasTheTotalsOfTheRun()
    {
        var table = await CsvTable.OfAsync(new StatsHistoryCsvWriter(), SampleHistory.Report);
        var stats = await CsvTable.OfAsync(new StatsCsvWriter(), SampleHistory.Report);
        var (last, total) = (table.Rows.Count - 1, stats.Rows.Count - 1);

        foreach (
            var column in (string[])
                [
                    "Request Count",
                    "Failure Count",
                    "Median Response Time",
                    "Average Response Time",
                    "Min Response Time",
                    "Max Response Time",
                    "Average Content Size",
                ]
        )
        {
            Assert.Equal(stats[total, column], table[last, $"Total {column}"]);
        }

        foreach (var column in stats.Columns.Where(column => column.EndsWith('%')))
        {
            Assert.Equal(stats[total, column], table[last, column]);
        }
    }

    [Fact]
    public async Task WriteAsync_Counts_GrowSecondBySecond()
    {
        var table = await CsvTable.OfAsync(new StatsHistoryCsvWriter(), SampleHistory.Report);

        Assert.Equal("0 2 5 8 9 10 11 12 13 14 15 16 19", string.Join(' ', table.Column("Total Request Count")));
        Assert.Equal("0 0 1 2 2 2 2 2 2 2 2 2 3", string.Join(' ', table.Column("Total Failure Count")));
        Assert.All(table.Rows[0].Skip(6).Take(11), field => Assert.Equal("N/A", field));
    }

    // The run starts a quarter into its first second and ends in the midst of its last one.
    [Fact]
    public async Task WriteAsync_Rates_AreThoseOfTheLastTenWholeSeconds()
    {
        var table = await CsvTable.OfAsync(new StatsHistoryCsvWriter(), SampleHistory.Report);
        var rates = table
            .Column("Requests/s")
            .Select(rate => double.Parse(rate, CultureInfo.InvariantCulture))
            .ToList();

        Assert.Equal(0, rates[0]);
        Assert.Equal(2 / 1.75, rates[1], 1e-9);
        Assert.Equal(5 / 2.75, rates[2], 1e-9);
        Assert.Equal(8 / 4.75, rates[3], 1e-9);
        // Seconds 1 to 10, 2 to 11 and 3 to 12.
        Assert.Equal([1.4, 1.3, 1.1], rates[9..12]);
        // The run ended within 13, so these are 3 to 12 again.
        Assert.Equal(1.1, rates[12]);
        Assert.Equal(0.1, table.Number(12, "Failures/s"));
    }

    [Fact]
    public async Task WriteAsync_InFull_HasARowForEachNameThatHasOccurred()
    {
        var table = await CsvTable.OfAsync(new StatsHistoryCsvWriter(full: true), SampleHistory.Report);
        var names = new StepNames();

        var bySecond = table.Rows.GroupBy(row => row[0]).Select(rows => rows.Select(row => row[3]).ToList()).ToList();
        Assert.Equal(SecondsOfTheRun.Length, bySecond.Count);
        Assert.Equal(["Aggregated"], bySecond[0]);
        Assert.Equal([names[Step.Key].Name, names[Step.Upload].Name, "Aggregated"], bySecond[1]);
        Assert.Equal(
            [
                names[Step.Key].Name,
                names[Step.Upload].Name,
                names[Step.Poll].Name,
                names[Step.Output].Name,
                "Aggregated",
            ],
            bySecond[^1]
        );
        Assert.Equal("POST", table[1, "Type"]);
    }

    [Fact]
    public async Task WriteAsync_InFull_PercentilesAreThoseOfTheLastTenSeconds()
    {
        var table = await CsvTable.OfAsync(new StatsHistoryCsvWriter(full: true), SampleHistory.Report);
        var upload = new StepNames()[Step.Upload].Name;
        var rows = table.Rows.Where(row => row[3] == upload).ToList();
        var maxima = rows.Select(row => row[table.Columns.ToList().IndexOf("100%")]).ToList();

        // Uploads were in seconds 1, 2 and 4: until 13 a slow one is among the last ten seconds.
        Assert.Equal("10 30.1234 1745.6", string.Join(' ', maxima.Take(3)));
        Assert.Equal("1745.6", maxima[^1]);
        // The key of second 1 is among them until 10; nothing can be said of it then, but that it was.
        var key = table.Rows.Where(row => row[3] == new StepNames()[Step.Key].Name).ToList();
        Assert.Equal(
            "31.5 31.5 31.5 31.5 31.5 31.5 31.5 31.5 31.5 N/A N/A N/A",
            string.Join(' ', key.Select(row => row[table.Columns.ToList().IndexOf("50%")]))
        );
        Assert.All(key, row => Assert.Equal("31.5", row[table.Columns.ToList().IndexOf("Total Median Response Time")]));
    }

    [Fact]
    public async Task WriteAsync_WithoutHistory_HasItsColumnsOnly()
    {
        var table = await CsvTable.OfAsync(new StatsHistoryCsvWriter(), SampleRun.Report);

        Assert.Equal(Columns + "\r\n", table.Text);
    }

    [Fact]
    public async Task WriteAsync_OfARunWithoutAnEnd_ShowsEverySecond()
    {
        var report = SampleHistory.Report with
        {
            Ending = SampleHistory.Report.Ending with
            {
                End = RunEnd.Unknown,
                Load = SampleHistory.Report.Ending.Load with { LoadTime = TimeSpan.FromSeconds(14.75) },
            },
        };

        var table = await CsvTable.OfAsync(new StatsHistoryCsvWriter(), report);

        Assert.Equal($"{SampleHistory.First + 14}", table.Column("Timestamp")[^1]);
    }

    [Fact]
    public async Task WriteAsync_OfARequestThatEndedAfterTheRun_IsNotLeftOut()
    {
        var report = SampleHistory.Of(
            TimeSpan.FromSeconds(1),
            SampleHistory.Second(0, 1, (Step.Key, 1, 0)),
            SampleHistory.Second(3, 0),
            SampleHistory.Second(4, 0, (Step.Upload, 2, 0)),
            SampleHistory.Second(5, 0)
        );

        var table = await CsvTable.OfAsync(new StatsHistoryCsvWriter(), report);

        Assert.Equal([$"{SampleHistory.First}", $"{SampleHistory.First + 4}"], table.Column("Timestamp"));
        Assert.Equal("2", table[1, "Total Request Count"]);
    }

    [Fact]
    public async Task WriteAsync_ReadsTheHistoryOnce()
    {
        var history = new RefilledHistory(SampleHistory.Second(0, 1, (Step.Key, 1, 0)));

        await CsvTable.OfAsync(new StatsHistoryCsvWriter(full: true), SampleHistory.Report with { History = history });

        Assert.Equal(1, history.TimesRead);
    }
}
