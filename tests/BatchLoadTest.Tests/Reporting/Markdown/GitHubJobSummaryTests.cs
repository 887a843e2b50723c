using BatchLoadTest.Reporting.Markdown;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.Reporting.Markdown;

public sealed class GitHubJobSummaryTests : IDisposable
{
    private static readonly string Summary = SummaryMarkdownWriter.Of(SampleRun.Report);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task AppendAsync_ToAnEmptyFile_WritesTheSummary()
    {
        var path = folder.Write("summary", "");

        Assert.Null(
            await GitHubJobSummary.AppendAsync(path, SummaryMarkdownWriter.Of(SampleRun.Report), CancellationToken.None)
        );

        Assert.Equal(Summary, await File.ReadAllTextAsync(path));
    }

    [Fact]
    public async Task AppendAsync_Again_KeepsWhatIsThere()
    {
        var path = folder.Write("summary", "| an open | table |\n| --- | --- |");

        await GitHubJobSummary.AppendAsync(path, SummaryMarkdownWriter.Of(SampleRun.Report), CancellationToken.None);
        await GitHubJobSummary.AppendAsync(path, SummaryMarkdownWriter.Of(SampleRun.Report), CancellationToken.None);

        Assert.Equal(
            $"| an open | table |\n| --- | --- |\n\n{Summary}\n\n{Summary}",
            await File.ReadAllTextAsync(path)
        );
    }

    // GitHub shows nothing at all of a step that says more.
    [Fact]
    public async Task AppendAsync_BeyondGitHubsLimit_LeavesTheFileAsItIs()
    {
        var path = folder.Write("summary", new string('x', GitHubJobSummary.MaxBytes - 100));

        var problem = await GitHubJobSummary.AppendAsync(
            path,
            SummaryMarkdownWriter.Of(SampleRun.Report),
            CancellationToken.None
        );

        Assert.StartsWith($"{path} would grow to ", problem, StringComparison.Ordinal);
        Assert.EndsWith("and GitHub takes 1,048,576", problem, StringComparison.Ordinal);
        Assert.Equal(GitHubJobSummary.MaxBytes - 100, new FileInfo(path).Length);
    }

    [Fact]
    public async Task AppendAsync_WhereThereIsNoFolder_SaysSo()
    {
        var path = Path.Combine(folder.Path, "missing", "summary");

        var problem = await GitHubJobSummary.AppendAsync(
            path,
            SummaryMarkdownWriter.Of(SampleRun.Report),
            CancellationToken.None
        );

        Assert.StartsWith($"{path} cannot be written: ", problem, StringComparison.Ordinal);
    }
}
