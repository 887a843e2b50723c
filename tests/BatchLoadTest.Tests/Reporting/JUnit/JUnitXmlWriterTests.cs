using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using BatchLoadTest.Measurements;
using BatchLoadTest.Recording;
using BatchLoadTest.Reporting;
using BatchLoadTest.Reporting.JUnit;
using BatchLoadTest.Tests.Support;
using BatchLoadTest.Thresholds;

namespace BatchLoadTest.Tests.Reporting.JUnit;

public sealed class JUnitXmlWriterTests
{
    private static readonly ThresholdResult Met = SampleRun.Report.Thresholds[0];

    private static readonly RunReport AllMet = SampleRun.Report with { Thresholds = [Met], ExitCode = 0 };

    [Fact]
    public async Task WriteAsync_OfARun() => Expected.Matches("junit.xml", await TextAsync(SampleRun.Report));

    [Fact]
    public async Task WriteAsync_OfARunWithoutThresholds() =>
        Expected.Matches("junit_empty.xml", await TextAsync(SampleRun.EmptyReport));

    [Fact]
    public async Task WriteAsync_HasACaseForEachThreshold()
    {
        var cases = Cases(await ReadAsync(SampleRun.Report));

        Assert.Equal(
            SampleRun.Report.Thresholds.Select(threshold => threshold.Text),
            cases.Select(testCase => Value(testCase, "name"))
        );
        Assert.Empty(cases[0].Elements());
        Assert.Equal("41.25 ms does not meet create.p99 < 20ms", Value(cases[1].Element("failure")!, "message"));
        Assert.Contains("--threshold", cases[1].Element("failure")!.Value, StringComparison.Ordinal);
        Assert.Equal("no data for errors.p95 < 1s", Value(cases[2].Element("failure")!, "message"));
        Assert.Equal("no-data", Value(cases[2].Element("failure")!, "type"));
    }

    [Fact]
    public async Task WriteAsync_TellsWhichRunItWas()
    {
        var suite = (await ReadAsync(SampleRun.Report)).Element("testsuite")!;
        var properties = suite
            .Element("properties")!
            .Elements()
            .ToDictionary(p => Value(p, "name"), p => Value(p, "value"));

        Assert.Equal("2026-01-02T03:04:05", Value(suite, "timestamp"));
        Assert.Equal("124.250", Value(suite, "time"));
        Assert.Equal("runner-7", Value(suite, "hostname"));
        Assert.Equal("20260102-030405-abcd", properties["run_id"]);
        Assert.Equal("https://control.example.org", properties["host"]);
        Assert.Equal("1a2b3c", properties["tag.commit"]);
        Assert.Equal("test", properties["tag.stage"]);
        var output = suite.Element("system-out")!.Value;
        Assert.StartsWith("FAILED  2 of 3 thresholds not met (exit code 1)", output, StringComparison.Ordinal);
        Assert.Contains(
            "upload      9 http_429, first at 0:12, last at 1:01: Too many",
            output,
            StringComparison.Ordinal
        );
        Assert.Contains("The clock of this machine was set back", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(RunEnd.Aborted, 1, "aborted", "ABORTED: nothing listens there; threshold met")]
    [InlineData(RunEnd.CouldNotRun, 3, "could-not-run", "COULD NOT RUN: nothing listens there")]
    [InlineData(
        RunEnd.InternalError,
        4,
        "internal-error",
        "INTERNAL ERROR: a fault of this program: nothing listens there"
    )]
    [InlineData(RunEnd.Interrupted, 130, "interrupted", "INTERRUPTED: by SIGINT after 2m04s; threshold met")]
    [InlineData(RunEnd.Terminated, 143, "interrupted", "INTERRUPTED: by SIGTERM after 2m04s; threshold met")]
    [InlineData(RunEnd.Unknown, 3, "no-end", "NO END: nothing listens there; so far threshold met")]
    public async Task WriteAsync_OfARunThatDidNotComeToItsEnd_IsNeverAllGreen(
        RunEnd end,
        int exitCode,
        string type,
        string message
    )
    {
        var report = AllMet with
        {
            ExitCode = exitCode,
            Ending = SampleRun.Report.Ending with { End = end, Problem = "nothing listens there" },
        };

        var root = await ReadAsync(report);

        var cases = Cases(root);
        Assert.Equal(2, cases.Count);
        Assert.Equal("run", Value(cases[1], "name"));
        Assert.Equal(type, Value(cases[1].Element("error")!, "type"));
        Assert.Equal(message, Value(cases[1].Element("error")!, "message"));
        Assert.Equal("1", Value(root, "errors"));
        AssertSchema(root);
    }

    // Such as where the journal could not be written.
    [Fact]
    public async Task WriteAsync_OfARunThatFailsWithEveryThresholdMet_IsNotAllGreen()
    {
        var cases = Cases(await ReadAsync(AllMet with { ExitCode = 4 }));

        Assert.NotNull(Assert.Single(cases, testCase => Value(testCase, "name") == "run").Element("error"));
    }

    [Fact]
    public async Task WriteAsync_OfARunThatPassed_IsAllGreen()
    {
        var root = await ReadAsync(AllMet);

        Assert.Empty(Assert.Single(Cases(root)).Elements());
        Assert.Equal("0", Value(root, "failures"));
        Assert.Equal("0", Value(root, "errors"));
    }

    [Fact]
    public async Task WriteAsync_WithoutThresholds_HasACaseForTheRun()
    {
        var root = await ReadAsync(SampleRun.EmptyReport with { Final = SampleRun.Busy });

        var testCase = Assert.Single(Cases(root));
        Assert.Equal("run", Value(testCase, "name"));
        Assert.Empty(testCase.Elements());
        AssertSchema(root);
    }

    // A reader takes two cases of one name for one.
    [Fact]
    public async Task WriteAsync_OfTheSameThresholdGivenTwice_HasTwoNames()
    {
        var again = Met with { Source = "--config" };

        var cases = Cases(await ReadAsync(AllMet with { Thresholds = [Met, again, again] }));

        Assert.Equal(
            ["p95 <= 1s", "p95 <= 1s (--config)", "p95 <= 1s (2)"],
            cases.Select(testCase => Value(testCase, "name"))
        );
    }

    [Fact]
    public async Task WriteAsync_OfAnyText_IsValidXml()
    {
        const string Hostile =
            "lone \ud83d and \udc00 \0 \e[2J \ufffe ]]> <script>&amp; \"'\r\n\t=cmd| \u2028 \u0085 漢字 😀";
        const string Shown =
            "lone \ufffd and \ufffd \ufffd \ufffd[2J \ufffd ]]> <script>&amp; \"'\r\n\t=cmd| \u2028 \ufffd 漢字 😀";
        var report = SampleRun.Report with
        {
            Run = SampleRun.Report.Run with
            {
                Host = Hostile,
                Tags = [new(Hostile, Hostile)],
                Environment = [new("machine", Hostile)],
            },
            Ending = SampleRun.Report.Ending with { End = RunEnd.CouldNotRun, Problem = Hostile, Notices = [Hostile] },
            Thresholds =
            [
                Met with
                {
                    Text = Hostile,
                    Source = Hostile,
                    ActualText = Hostile,
                    Verdict = ThresholdVerdict.Failed,
                },
            ],
            Final = SampleRun.Busy with { Failures = [SampleRun.Failure(Step.Upload, Hostile, 1, Hostile)] },
        };

        var root = await ReadAsync(report);

        AssertSchema(root);
        var suite = root.Element("testsuite")!;
        Assert.Equal(Shown, Value(suite, "hostname"));
        Assert.Equal(Shown, Value(Cases(root)[0], "name"));
        Assert.EndsWith(Shown, Value(Cases(root)[1].Element("error")!, "message"), StringComparison.Ordinal);
        Assert.Contains(Shown, Cases(root)[0].Element("failure")!.Value, StringComparison.Ordinal);
        Assert.Contains(Shown, suite.Element("system-out")!.Value, StringComparison.Ordinal);
        Assert.Equal(Shown, Value(suite.Element("properties")!.Elements().Last(), "value"));
    }

    [Fact]
    public async Task WriteAsync_FollowsTheFormatsRules()
    {
        AssertSchema(await ReadAsync(SampleRun.Report));
        AssertSchema(await ReadAsync(SampleRun.Report with { Final = SampleRun.Huge }));
        AssertSchema(
            await ReadAsync(SampleRun.Report with { Run = SampleRun.Report.Run with { Environment = [], Tags = [] } })
        );
    }

    // The rules of the schema by which Jenkins' xUnit plug-in refuses files, and what other readers rely on besides.
    private static void AssertSchema(XElement root)
    {
        Assert.Equal("testsuites", root.Name.ToString());
        AssertAttributes(root, "name", "tests", "failures", "errors", "time");
        var suite = Assert.Single(root.Elements());
        Assert.Equal("testsuite", suite.Name.ToString());
        AssertAttributes(suite, "name", "timestamp", "hostname", "tests", "failures", "errors", "skipped", "time");
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$", Value(suite, "timestamp"));

        var children = suite.Elements().Select(element => element.Name.ToString()).ToList();
        Assert.Equal("properties", children[0]);
        Assert.Equal("system-out", children[^1]);
        Assert.All(children[1..^1], name => Assert.Equal("testcase", name));
        Assert.All(
            suite.Element("properties")!.Elements("property"),
            property => AssertAttributes(property, "name", "value")
        );

        var cases = Cases(root);
        Assert.NotEmpty(cases);
        Assert.Equal(
            cases.Count,
            cases.Select(each => (Value(each, "classname"), Value(each, "name"))).Distinct().Count()
        );
        foreach (var testCase in cases)
        {
            AssertAttributes(testCase, "classname", "name", "time");
            Assert.True(testCase.Elements().Count() <= 1);
            foreach (var problem in testCase.Elements())
            {
                Assert.Contains(problem.Name.ToString(), (string[])["failure", "error"]);
                AssertAttributes(problem, "type", "message");
                Assert.Empty(problem.Elements());
            }
        }

        foreach (var level in (XElement[])[root, suite])
        {
            Assert.Equal($"{cases.Count}", Value(level, "tests"));
            Assert.Equal(
                $"{cases.Count(testCase => testCase.Element("failure") is not null)}",
                Value(level, "failures")
            );
            Assert.Equal($"{cases.Count(testCase => testCase.Element("error") is not null)}", Value(level, "errors"));
        }

        Assert.All(
            root.DescendantsAndSelf().Attributes("time"),
            time =>
                Assert.True(double.Parse(time.Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) >= 0)
        );
    }

    private static void AssertAttributes(XElement element, params string[] names) =>
        Assert.Equal(names.Order(), element.Attributes().Select(attribute => attribute.Name.ToString()).Order());

    private static List<XElement> Cases(XElement root) => [.. root.Element("testsuite")!.Elements("testcase")];

    private static string Value(XElement element, string attribute) =>
        element.Attribute(attribute)?.Value
        ?? throw new InvalidOperationException($"{element.Name} has no {attribute}");

    private static async Task<XElement> ReadAsync(RunReport report)
    {
        using var stream = await WriteAsync(report);
        // A strict reader: no character that XML does not allow passes.
        using var reader = XmlReader.Create(
            stream,
            new XmlReaderSettings { CheckCharacters = true, DtdProcessing = DtdProcessing.Prohibit }
        );
        return XElement.Load(reader);
    }

    private static async Task<string> TextAsync(RunReport report)
    {
        using var reader = new StreamReader(await WriteAsync(report));
        return await reader.ReadToEndAsync();
    }

    private static async Task<MemoryStream> WriteAsync(RunReport report)
    {
        var stream = new MemoryStream();
        await new JUnitXmlWriter().WriteAsync(report, stream, CancellationToken.None);
        stream.Position = 0;
        return stream;
    }
}
