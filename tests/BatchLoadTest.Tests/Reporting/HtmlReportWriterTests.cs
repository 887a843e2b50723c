using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using BatchLoadTest.Reporting;
using BatchLoadTest.Reporting.Html;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.Reporting;

public sealed partial class HtmlReportWriterTests
{
    private const string Hostile =
        "</script><script>alert(1)</script> <!-- <![CDATA[ {{data}} {{scripts}} \"quoted\" 'it' , \\ \r\n \0 \e[2J \u2028 &amp; 漢字 😀";

    [Fact]
    public async Task WriteAsync_HasTheMembersOfMetricsJson_ToTheLastDigit()
    {
        var report = SimulatedRun.Lively();
        using var metrics = new MemoryStream();
        await new MetricsJsonWriter().WriteAsync(report, metrics, CancellationToken.None);
        using var expected = JsonDocument.Parse(metrics.ToArray());

        using var page = JsonDocument.Parse(PageData.JsonOf(await PageData.HtmlAsync(report)));

        Assert.All(
            expected.RootElement.EnumerateObject(),
            member =>
                Assert.True(
                    JsonElement.DeepEquals(member.Value, page.RootElement.GetProperty(member.Name)),
                    $"{member.Name} differs"
                )
        );
        Assert.Equal("FAILED", page.RootElement.GetProperty("verdict").GetProperty("word").GetString());
        Assert.Equal("bad", page.RootElement.GetProperty("verdict").GetProperty("kind").GetString());
    }

    [Fact]
    public async Task WriteAsync_SumsOfTheTimeline_AreTheCountsOfTheRun()
    {
        var report = SimulatedRun.Lively(2_500);

        using var page = JsonDocument.Parse(PageData.JsonOf(await PageData.HtmlAsync(report)));

        var timeline = page.RootElement.GetProperty("timeline");
        Assert.Equal(report.Final.Total.Requests, timeline.GetProperty("all").Whole("requests").Sum());
        Assert.Equal(report.Final.Total.Failures, timeline.GetProperty("all").Whole("failures").Sum());
        Assert.Equal(
            report.Final.Batches.Results.OutputRows + report.Final.Batches.Results.ErrorRows,
            timeline.Whole("rows").Sum()
        );
        Assert.Equal(report.Final.Batches.InFlight, timeline.Whole("in_flight")[^1]);
        Assert.Equal(report.Final.Generator.DoubtfulSeconds, timeline.Whole("doubtful").Sum());
        Assert.All(
            report.Final.Steps,
            step =>
                Assert.Equal(
                    step.Requests,
                    timeline.GetProperty("steps").GetProperty(step.Step!.Id).Whole("requests").Sum()
                )
        );
    }

    [Fact]
    public async Task WriteAsync_OfHostileText_CannotBreakOutOfTheData()
    {
        var plain = await PageData.HtmlAsync(HostileRun.Of("plain"));

        var html = await PageData.HtmlAsync(HostileRun.Of(Hostile));

        // The same elements as a report without such text, and no byte of the text itself.
        Assert.Equal(Tag().Count(plain), Tag().Count(html));
        var json = PageData.JsonOf(html);
        Assert.Equal(-1, json.AsSpan().IndexOfAny('<', '>', '&'));
        Assert.True(Ascii.IsValid(json));
        Assert.DoesNotContain("alert(1)</script>", html, StringComparison.Ordinal);
        using var page = JsonDocument.Parse(json);
        Assert.Equal(Hostile, page.RootElement.GetProperty("run").GetProperty("host").GetString());
        Assert.Equal(Hostile, page.RootElement.GetProperty("run").GetProperty("problem").GetString());
    }

    [Fact]
    public async Task WriteAsync_FetchesNothing()
    {
        var html = await PageData.HtmlAsync(SampleRun.Report);
        // What ECharts itself says is text within a script, and so is what the run's data say.
        var own = html.Replace(PageAssets.Read("echarts.js"), "", StringComparison.Ordinal)
            .Replace(PageData.JsonOf(html), "", StringComparison.Ordinal);

        Assert.DoesNotMatch("""(?i)\b(src|srcset|data|poster|action)\s*=\s*["']""", own);
        Assert.DoesNotMatch("""(?i)href\s*=\s*["'](?!#)""", own);
        Assert.DoesNotMatch("""(?i)url\(|@import|https?://""", own);
        Assert.StartsWith("<!doctype html>", html, StringComparison.Ordinal);
        Assert.EndsWith("</html>\n", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteAsync_PolicyAllowsWhatIsInTheFileAndNothingElse()
    {
        var html = await PageData.HtmlAsync(SampleRun.Report);

        var policy = Policy().Match(html).Groups["policy"].Value;
        Assert.StartsWith("default-src 'none'; script-src 'sha256-", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal(Hashes(html, Script()), Allowed(policy, "script-src"));
        Assert.Equal(Hashes(html, Style()), Allowed(policy, "style-src"));
    }

    [Fact]
    public async Task WriteAsync_BusyHour_IsUnderTwoMegabytesInConstantMemory()
    {
        var report = SimulatedRun.Busy(3_600);
        await new HtmlReportWriter().WriteAsync(SampleRun.Report, Stream.Null, CancellationToken.None);
        using var output = new CountingStream();
        var before = GC.GetAllocatedBytesForCurrentThread();

        await new HtmlReportWriter().WriteAsync(report, output, CancellationToken.None);

        Assert.InRange(output.Length, 1_000_000, 2_000_000);
        // The page itself several times over as text and as bytes, but nothing for each second.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 40_000_000);
    }

    [Fact]
    public async Task WriteAsync_OfARunWithoutAnything_IsAWholePage()
    {
        var json = PageData.JsonOf(await PageData.HtmlAsync(SampleRun.EmptyReport));

        using var page = JsonDocument.Parse(json);
        Assert.Empty(page.RootElement.GetProperty("timeline").Whole("t_s"));
        Assert.Empty(page.RootElement.GetProperty("distributions").EnumerateObject());
    }

    [Fact]
    public async Task WriteAsync_Cancelled_Ends()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            new HtmlReportWriter().WriteAsync(SimulatedRun.Lively(), Stream.Null, cancelled.Token)
        );
    }

    private static IEnumerable<string> Hashes(string html, Regex element) =>
        element
            .Matches(html)
            .Select(match => SHA256.HashData(Encoding.UTF8.GetBytes(match.Groups["text"].Value)))
            .Select(hash => $"'sha256-{Convert.ToBase64String(hash)}'");

    private static IEnumerable<string> Allowed(string policy, string directive) =>
        policy.Split("; ").Single(part => part.StartsWith(directive, StringComparison.Ordinal)).Split(' ').Skip(1);

    [GeneratedRegex("<[a-zA-Z/!]")]
    private static partial Regex Tag();

    [GeneratedRegex("Content-Security-Policy\" content=\"(?<policy>[^\"]*)\"", RegexOptions.ExplicitCapture)]
    private static partial Regex Policy();

    [GeneratedRegex("<script>(?<text>.*?)</script>", RegexOptions.ExplicitCapture | RegexOptions.Singleline)]
    private static partial Regex Script();

    [GeneratedRegex("<style>(?<text>.*?)</style>", RegexOptions.ExplicitCapture | RegexOptions.Singleline)]
    private static partial Regex Style();
}
