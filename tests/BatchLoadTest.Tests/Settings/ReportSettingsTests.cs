using BatchLoadTest.Reporting;
using BatchLoadTest.Runtime;

namespace BatchLoadTest.Tests.Settings;

public sealed class ReportSettingsTests : IDisposable
{
    private readonly CommandLineHarness line = new();

    public void Dispose() => line.Dispose();

    [Fact]
    public async Task Report_TakesFoldersAndFiles()
    {
        var code = await line.InvokeAsync(
            "report",
            "a",
            "--csv",
            "out/load",
            "b",
            "--results",
            "merged",
            "--html",
            "page.html",
            "--force"
        );

        Assert.True(code == ExitCodes.Success, line.Error);
        Assert.Equal([Full("a"), Full("b")], line.Report!.Folders);
        Assert.Equal(Full("merged"), line.Report.ResultsDirectory);
        Assert.Equal(
            [new ReportRequest("html", Full("page.html")), new ReportRequest("csv", Full("out/load"))],
            line.Report.Files.Requests
        );
        Assert.True(line.Report.Force);
        Assert.False(line.Report.Files.Json);
    }

    [Theory]
    [InlineData("--json", "a")]
    [InlineData("a", "--json")]
    [InlineData("--json", "true", "a")]
    [InlineData("--json=true", "a")]
    public async Task Report_AFlagBeforeAFolder_DoesNotSwallowIt(params string[] args)
    {
        Assert.True(await line.InvokeAsync(["report", .. args]) == ExitCodes.Success, line.Error);

        Assert.Equal([Full("a")], line.Report!.Folders);
        Assert.True(line.Report.Files.Json);
    }

    [Fact]
    public async Task Report_WithoutAFolder_SaysWhatIsMissing()
    {
        Assert.Equal(ExitCodes.WrongUsage, await line.InvokeAsync("report"));

        Assert.Equal("DIR… from the command line: missing", Assert.Single(line.Errors));
    }

    [Fact]
    public async Task Report_WithAnUnknownOption_DoesNotTakeItForAFolder()
    {
        Assert.Equal(ExitCodes.WrongUsage, await line.InvokeAsync("report", "a", "--forse"));

        Assert.Equal(
            "'--forse' from the command line: unknown option; did you mean --force?",
            Assert.Single(line.Errors)
        );
    }

    [Fact]
    public async Task Report_WithTheVariablesOfARun_IsQuiet()
    {
        line.Variables["BATCH_LOAD_TEST_USERS"] = "10";
        line.Variables["LOCUST_SPAWN_RATE"] = "10";
        line.Variables["LOCUST_HTML"] = "page.html";

        Assert.True(await line.InvokeAsync("report", "a") == ExitCodes.Success, line.Error);

        Assert.Empty(line.Warnings);
        Assert.Equal([new ReportRequest("html", Full("page.html"))], line.Report!.Files.Requests);
    }

    [Theory]
    [InlineData("--html")]
    [InlineData("--junit")]
    [InlineData("--csv")]
    [InlineData("--report", "markdown=")]
    public async Task Run_AReportThatCannotBeWritten_IsFoundOutBeforeTheLoad(string option, string name = "")
    {
        line.Write("file", "");

        var error = await line.ErrorAsync(option, $"{name}file/below");

        Assert.StartsWith($"{option} '{name}file/below' from the command line: ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_NamesReports_WithAndWithoutAFile()
    {
        var code = await line.InvokeAsync(
            "report",
            "a",
            "--report",
            "locust-json",
            "--report",
            "Markdown=out/a=b.md",
            "--junit",
            "junit.xml"
        );

        Assert.True(code == ExitCodes.Success, line.Error);
        Assert.Equal(
            [
                new ReportRequest("junit", Full("junit.xml")),
                new ReportRequest("locust-json"),
                new ReportRequest("markdown", Full("out/a=b.md")),
            ],
            line.Report!.Files.Requests
        );
    }

    [Theory]
    [InlineData("markdwon", "; did you mean markdown?")]
    [InlineData("pdf=run.pdf", "")]
    public async Task Report_OfANameThatThereIsNot_ListsThoseThatThereAre(string given, string hint)
    {
        var error = await line.ErrorAsync("--report", given);

        var names = string.Join(", ", ReportWriters.Names.SkipLast(1));
        Assert.Equal(
            $"--report '{given}' from the command line: must be NAME or NAME=FILE, "
                + $"NAME being {names} or {ReportWriters.Names[^1]}{hint}",
            error
        );
    }

    [Fact]
    public async Task Report_WithASignOfEqualityAndNoFile_IsRefused() =>
        Assert.Equal(
            "--report 'html= ' from the command line: must have a file after the sign of equality, or none of the two",
            await line.ErrorAsync("--report", "html= ")
        );

    private string Full(string path) => Path.GetFullPath(path, line.WorkingDirectory);
}
