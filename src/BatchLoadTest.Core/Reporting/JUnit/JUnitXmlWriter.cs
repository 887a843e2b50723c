using System.Globalization;
using System.Text;
using System.Xml;
using BatchLoadTest.Recording;

namespace BatchLoadTest.Reporting.JUnit;

/// <summary>
/// <c>junit.xml</c>: a test case per threshold, in the form that GitLab, Jenkins and the reporters for GitHub read. A
/// threshold that was not met, or had no data, is a <c>failure</c>; a run that did not come to its end is an
/// <c>error</c> of the case <c>run</c>.
/// </summary>
public sealed class JUnitXmlWriter : IReportWriter
{
    /// <summary>The report's name.</summary>
    public const string ReportName = "junit";

    // Not the host or the run: a case's history would break off with each.
    private const string Product = "batch-load-test";

    /// <summary>The form of every such file.</summary>
    internal static XmlWriterSettings Form { get; } =
        new()
        {
            Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            Indent = true,
            NewLineChars = "\n",
            // A carriage return would be read back as a line feed.
            NewLineHandling = NewLineHandling.Entitize,
        };

    /// <inheritdoc/>
    public string Name => ReportName;

    /// <inheritdoc/>
    public string FileName => "junit.xml";

    /// <inheritdoc/>
    public async Task WriteAsync(RunReport report, Stream output, CancellationToken cancellationToken)
    {
        // Small whatever the run's length, and an XML writer cannot both stay simple and write asynchronously.
        using var content = new MemoryStream();
        using (var xml = XmlWriter.Create(content, Form))
        {
            Write(xml, report);
        }

        content.WriteByte((byte)'\n');
        content.Position = 0;
        await content.CopyToAsync(output, cancellationToken);
    }

    private static void Write(XmlWriter xml, RunReport report)
    {
        var cases = TestCases.Of(report);
        xml.WriteStartDocument();
        xml.WriteStartElement("testsuites");
        Attribute(xml, "name", Product);
        Counts(xml, cases);
        Attribute(xml, "time", Seconds(report.Ending.Elapsed));
        xml.WriteStartElement("testsuite");
        Attribute(xml, "name", Product);
        // Without a zone, as the format wants it; UTC by custom. The property below has it in full.
        Attribute(xml, "timestamp", report.StartedAt.UtcDateTime.ToString("s", CultureInfo.InvariantCulture));
        Attribute(
            xml,
            "hostname",
            report.Run.Environment.FirstOrDefault(fact => fact.Key == "machine").Value ?? "unknown"
        );
        Counts(xml, cases);
        Attribute(xml, "skipped", CountOf(cases, CaseProblemKind.Skipped));
        Attribute(xml, "time", Seconds(report.Ending.Elapsed));
        Properties(xml, report);
        foreach (var testCase in cases)
        {
            Write(xml, testCase);
        }

        xml.WriteElementString("system-out", XmlText.Of(SummaryText.Of(report)));
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndDocument();
    }

    private static void Counts(XmlWriter xml, IReadOnlyList<TestCase> cases)
    {
        Attribute(xml, "tests", Count(cases.Count));
        Attribute(xml, "failures", CountOf(cases, CaseProblemKind.Failure));
        Attribute(xml, "errors", CountOf(cases, CaseProblemKind.Error));
    }

    private static void Properties(XmlWriter xml, RunReport report)
    {
        var run = report.Run;
        IEnumerable<KeyValuePair<string, string>> properties =
        [
            new("run_id", run.Id),
            new("version", run.Version),
            new("host", run.Host),
            .. run.Proxy is { } proxy ? [new("proxy", proxy)] : Array.Empty<KeyValuePair<string, string>>(),
            new("engine", run.Engine),
            new("started_at", report.StartedAt.ToString("O", CultureInfo.InvariantCulture)),
            new("exit_code", Count(report.ExitCode)),
            .. run.Tags.Select(tag => new KeyValuePair<string, string>($"tag.{tag.Key}", tag.Value)),
        ];
        xml.WriteStartElement("properties");
        foreach (var (name, value) in properties)
        {
            xml.WriteStartElement("property");
            Attribute(xml, "name", name);
            Attribute(xml, "value", value);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void Write(XmlWriter xml, TestCase testCase)
    {
        xml.WriteStartElement("testcase");
        Attribute(xml, "classname", testCase.Class);
        Attribute(xml, "name", testCase.Name);
        Attribute(xml, "time", Seconds(testCase.Time));
        if (testCase.Problem is { } problem)
        {
            xml.WriteStartElement(
                problem.Kind switch
                {
                    CaseProblemKind.Error => "error",
                    CaseProblemKind.Skipped => "skipped",
                    _ => "failure",
                }
            );
            if (problem.Kind != CaseProblemKind.Skipped)
            {
                // The format knows none of a skipped case.
                Attribute(xml, "type", problem.Type);
            }

            Attribute(xml, "message", problem.Message);
            xml.WriteString(XmlText.Of(problem.Details));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void Attribute(XmlWriter xml, string name, string value) =>
        xml.WriteAttributeString(name, XmlText.Of(value));

    private static string CountOf(IReadOnlyList<TestCase> cases, CaseProblemKind kind) =>
        Count(cases.Count(each => each.Problem?.Kind == kind));

    private static string Count(int count) => count.ToString(CultureInfo.InvariantCulture);

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);
}
