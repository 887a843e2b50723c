using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using BatchLoadTest.Comparison;
using BatchLoadTest.Comparison.Html;
using BatchLoadTest.Recording;
using BatchLoadTest.Reporting.Html;

namespace BatchLoadTest.Tests.Comparison;

public sealed partial class ComparisonPageTests
{
    private const string Hostile = "</script><script>alert(1)</script> <!-- {{data}} {{scripts}} \" ' & \u2028 漢字";

    public static TheoryData<string> OwnFiles => [.. ComparisonAssets.Own];

    [Fact]
    public async Task Rows_AreThoseOfTheTerminal_TheWorseOnesFirst_EachWithItsReason()
    {
        using var page = await JsonAsync(SampleComparison.MixedRuns);

        var rows = page.RootElement.GetProperty("rows").EnumerateArray().ToList();
        var expected = ComparisonRow.WorstFirst(SampleComparison.Mixed.Rows).ToList();
        Assert.Equal(expected.Select(row => row.Metric.TitleInClass), rows.Select(row => Text(row, "figure")));
        Assert.Equal(expected.Select(ComparisonWords.Change), rows.Select(row => Text(row, "change_text")));
        Assert.Equal(expected.Select(ComparisonWords.Why), rows.Select(row => Text(row, "why")));
        Assert.Equal("worse", Text(rows[0], "verdict"));
        Assert.Equal("worse", Text(page.RootElement.GetProperty("verdict"), "name"));
        Assert.Equal(
            [("version", "0.1.0", "0.2.0"), ("users", "10", "20")],
            page.RootElement.GetProperty("differences")
                .EnumerateArray()
                .Select(each => (Text(each, "what")!, Text(each, "base")!, Text(each, "new")!))
                .ToArray()
        );
    }

    [Fact]
    public async Task BothRuns_HaveTheirSeconds()
    {
        var runs = SampleComparison.MixedRuns;
        using var page = await JsonAsync(runs);

        foreach (var (name, run) in new[] { ("base", runs.Base), ("new", runs.New) })
        {
            var line = page.RootElement.GetProperty(name).GetProperty("timeline");
            Assert.Equal(run.Final.Total.Requests, line.GetProperty("all").Whole("requests").Sum());
            Assert.Equal(run.Final.Total.Failures, line.GetProperty("all").Whole("failures").Sum());
        }
    }

    [Fact]
    public async Task HostileText_CannotBreakOutOfTheData()
    {
        var plain = await HtmlAsync(SampleComparison.HostileRuns("plain"));

        var html = await HtmlAsync(SampleComparison.HostileRuns(Hostile));

        Assert.Equal(Tag().Count(plain), Tag().Count(html));
        var json = PageData.JsonOf(html);
        Assert.Equal(-1, json.AsSpan().IndexOfAny('<', '>', '&'));
        using var page = JsonDocument.Parse(json);
        Assert.Equal(Hostile, Text(page.RootElement.GetProperty("runs")[1], "host"));
    }

    [Fact]
    public async Task ThePage_FetchesNothing_AndItsPolicyAllowsWhatIsInIt()
    {
        var html = await HtmlAsync(SampleComparison.MixedRuns);
        var own = html.Replace(PageAssets.Read("echarts.js"), "", StringComparison.Ordinal)
            .Replace(PageData.JsonOf(html), "", StringComparison.Ordinal);

        Assert.DoesNotMatch("""(?i)\b(src|srcset|data|poster|action)\s*=\s*["']""", own);
        Assert.DoesNotMatch("""(?i)href\s*=\s*["'](?!#)""", own);
        Assert.DoesNotMatch("""(?i)url\(|@import|https?://""", own);
        var policy = Policy().Match(html).Groups["policy"].Value;
        Assert.StartsWith("default-src 'none'; script-src 'sha256-", policy, StringComparison.Ordinal);
        Assert.All(
            Script().Matches(html),
            match =>
                Assert.Contains(
                    Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(match.Groups["text"].Value))),
                    policy,
                    StringComparison.Ordinal
                )
        );
    }

    [Fact]
    public void EveryFileOfTheFolder_IsPartOfThePage() =>
        Assert.Equal(
            ComparisonAssets.Own.Order(StringComparer.Ordinal),
            Directory
                .EnumerateFiles(Path.Combine(RepositoryFiles.Root, "src/BatchLoadTest.Core/Comparison/Html/Assets"))
                .Select(Path.GetFileName)
                .Order(StringComparer.Ordinal)
        );

    [Theory]
    [MemberData(nameof(OwnFiles))]
    public void File_MakesNoHtmlFromTextAndRunsNoText(string name)
    {
        var text = PageAssets.Read(name);

        Assert.DoesNotMatch(
            """(?i)innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|\sstyle=|"style"|\son[a-z]+=""",
            text
        );
    }

    [Fact]
    public async Task RunsWithoutAnything_AreAWholePage()
    {
        var run = new ScriptedRun { Fill = (_, _) => { } }.Record();

        using var page = await JsonAsync((run, run));

        Assert.Empty(page.RootElement.GetProperty("rows").EnumerateArray());
        Assert.Equal("not_enough_data", Text(page.RootElement.GetProperty("verdict"), "name"));
    }

    private static async Task<JsonDocument> JsonAsync((RecordedRun Base, RecordedRun New) runs) =>
        JsonDocument.Parse(PageData.JsonOf(await HtmlAsync(runs)));

    private static async Task<string> HtmlAsync((RecordedRun Base, RecordedRun New) runs)
    {
        using var stream = new MemoryStream();
        await ComparisonPage.WriteAsync(
            stream,
            RunComparison.Of(runs.Base, runs.New),
            runs.Base,
            runs.New,
            TestContext.Current.CancellationToken
        );
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    [GeneratedRegex("<[a-z!/]", RegexOptions.IgnoreCase)]
    private static partial Regex Tag();

    [GeneratedRegex("Content-Security-Policy\" content=\"(?<policy>[^\"]*)\"", RegexOptions.ExplicitCapture)]
    private static partial Regex Policy();

    [GeneratedRegex("<script>(?<text>.*?)</script>", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Script();
}
