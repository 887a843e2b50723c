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
        Assert.Equal(Full("out/load"), line.Report.Files.CsvPrefix);
        Assert.Equal(Full("page.html"), line.Report.Files.HtmlFile);
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
        Assert.Equal(Full("page.html"), line.Report!.Files.HtmlFile);
    }

    [Theory]
    [InlineData("--html")]
    [InlineData("--junit")]
    [InlineData("--csv")]
    public async Task Run_AReportThatCannotBeWritten_IsFoundOutBeforeTheLoad(string option)
    {
        line.Write("file", "");

        var error = await line.ErrorAsync(option, "file/below");

        Assert.StartsWith($"{option} 'file/below' from the command line: ", error, StringComparison.Ordinal);
    }

    private string Full(string path) => Path.GetFullPath(path, line.WorkingDirectory);
}
