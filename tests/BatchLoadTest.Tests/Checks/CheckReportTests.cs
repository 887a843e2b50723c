using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using BatchLoadTest.Checks;
using BatchLoadTest.Checks.Http;
using BatchLoadTest.Checks.Reports;

namespace BatchLoadTest.Tests.Checks;

/// <summary>What others read of a check.</summary>
public sealed class CheckReportTests
{
    private static readonly CheckReport Report = new(
        "https://control.example",
        "control-layer",
        "1.2.3",
        new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
        TimeSpan.FromSeconds(2),
        [
            Done("way.name", CheckResult.Pass("a | b")),
            Done("way.key", CheckResult.Fail("401 <no>", "set --auth") with { Answer = Answer }),
            Done("batch.row", CheckResult.Skip("way.key failed")),
            Done("batch.pace", CheckResult.NotSeen("took too long")),
        ],
        ["file f-1 could not be deleted: 500"]
    );

    private static CheckAnswer Answer => new() { Curl = "curl -i 'https://control.example/x'", Words = "401 <no>" };

    [Fact]
    public void Json_HasEachCheck_TheCounts_AndTheRequestThatShowsAFailure()
    {
        using var output = new MemoryStream();
        CheckJson.Write(Report, output);
        using var json = JsonDocument.Parse(output.ToArray());
        var root = json.RootElement;

        Assert.False(root.GetProperty("passed").GetBoolean());
        Assert.Equal(
            "passed 1 failed 1 noted 0 not_seen 1 skipped 1",
            string.Join(' ', root.GetProperty("counts").EnumerateObject().Select(each => $"{each.Name} {each.Value}"))
        );
        var failed = root.GetProperty("checks")[1];
        Assert.Equal(
            ("way.key", "must", "set --auth", Answer.Curl),
            (
                failed.GetProperty("id").GetString(),
                failed.GetProperty("worth").GetString(),
                failed.GetProperty("fix").GetString(),
                failed.GetProperty("curl").GetString()
            )
        );
        Assert.False(root.GetProperty("checks")[0].TryGetProperty("curl", out _));
        Assert.Equal(1, root.GetProperty("left").GetArrayLength());
    }

    [Fact]
    public void Markdown_HasARowForEach_AndNoSignOfTheServicesOwn()
    {
        var text = CheckMarkdown.Of(Report);

        Assert.StartsWith("## ❌ failed", text, StringComparison.Ordinal);
        Assert.Contains("| ✗ | `way.key` |", text, StringComparison.Ordinal);
        Assert.Contains("<code>a &#124; b</code>", text, StringComparison.Ordinal);
        Assert.Contains("curl -i", text, StringComparison.Ordinal);
        Assert.Contains("left behind", text, StringComparison.Ordinal);
    }

    [Fact]
    public void JUnit_HasACaseForEach_AFailureForAMust_AndSkipsWhatWasNotSeen()
    {
        using var output = new MemoryStream();
        CheckJUnit.Write(Report, output);
        var suites = XDocument.Parse(Encoding.UTF8.GetString(output.ToArray())).Root!.Elements("testsuite").ToList();

        Assert.Equal(["2", "2"], suites.Select(suite => suite.Attribute("tests")!.Value));
        Assert.Equal(["1", "0"], suites.Select(suite => suite.Attribute("failures")!.Value));
        Assert.Equal(["0", "2"], suites.Select(suite => suite.Attribute("skipped")!.Value));
        Assert.Equal("401 <no>", suites[0].Descendants("failure").Single().Attribute("message")!.Value);
    }

    private static CheckDone Done(string id, CheckResult result) =>
        new(new CheckInfo(id, "is fine", CheckWorth.Must, "RFC 1"), result, TimeSpan.FromMilliseconds(12));
}
