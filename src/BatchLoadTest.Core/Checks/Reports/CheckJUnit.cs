using System.Globalization;
using System.Xml;
using BatchLoadTest.Reporting.JUnit;
using XmlText = BatchLoadTest.Reporting.JUnit.XmlText;

namespace BatchLoadTest.Checks.Reports;

/// <summary><c>junit.xml</c>: a test case per check. A must that is not kept is a failure; what was not seen is skipped.</summary>
public static class CheckJUnit
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "junit.xml";

    /// <summary>Writes it.</summary>
    public static void Write(CheckReport report, Stream output)
    {
        using var xml = XmlWriter.Create(output, JUnitXmlWriter.Form);
        xml.WriteStartDocument();
        xml.WriteStartElement("testsuites");
        foreach (var group in report.Done.GroupBy(done => done.Check.Group, StringComparer.Ordinal))
        {
            xml.WriteStartElement("testsuite");
            xml.WriteAttributeString("name", "batch-load-test check " + group.Key);
            xml.WriteAttributeString("tests", Number(group.Count()));
            xml.WriteAttributeString(
                "failures",
                Number(group.Count(done => done.Result.Verdict == CheckVerdict.Failed))
            );
            xml.WriteAttributeString("skipped", Number(group.Count(done => IsSkipped(done.Result.Verdict))));
            foreach (var done in group)
            {
                Write(xml, done);
            }

            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        xml.WriteEndDocument();
    }

    private static void Write(XmlWriter xml, CheckDone done)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", done.Check.Group);
        xml.WriteAttributeString("name", done.Check.Id);
        xml.WriteAttributeString("time", done.Took.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture));
        var seen = XmlText.Of(done.Result.Seen);
        if (done.Result.Verdict == CheckVerdict.Failed)
        {
            xml.WriteStartElement("failure");
            xml.WriteAttributeString("message", seen);
            xml.WriteString(
                XmlText.Of(string.Join('\n', new[] { done.Result.Fix, done.Result.Answer?.Curl }.OfType<string>()))
            );
            xml.WriteEndElement();
        }
        else if (IsSkipped(done.Result.Verdict))
        {
            xml.WriteStartElement("skipped");
            xml.WriteAttributeString("message", seen);
            xml.WriteEndElement();
        }
        else
        {
            xml.WriteElementString("system-out", seen);
        }

        xml.WriteEndElement();
    }

    private static bool IsSkipped(CheckVerdict verdict) => verdict is CheckVerdict.NotSeen or CheckVerdict.Skipped;

    private static string Number(int count) => count.ToString(CultureInfo.InvariantCulture);
}
