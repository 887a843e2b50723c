using System.Text;
using System.Text.Json;

namespace BatchLoadTest.Checks.Reports;

/// <summary><c>check.json</c>: what other programs read, and what is compared.</summary>
public static class CheckJson
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "check.json";

    /// <summary>Version of its form.</summary>
    public const int Format = 1;

    /// <summary>The text.</summary>
    public static string Of(CheckReport report)
    {
        using var output = new MemoryStream();
        Write(report, output);
        return Encoding.UTF8.GetString(output.ToArray()) + "\n";
    }

    /// <summary>Writes it.</summary>
    public static void Write(CheckReport report, Stream output)
    {
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true, NewLine = "\n" });
        json.WriteStartObject();
        json.WriteNumber("format", Format);
        json.WriteString("version", report.Version);
        json.WriteString("host", report.Host);
        json.WriteString("dialect", report.Dialect);
        json.WriteString("started_at", report.StartedAt);
        json.WriteNumber("took_ms", Milliseconds(report.Took));
        json.WriteBoolean("passed", report.IsPassed);
        json.WriteStartObject("counts");
        foreach (var verdict in CheckWords.Verdicts)
        {
            json.WriteNumber(verdict.KindName(), report[verdict]);
        }

        json.WriteEndObject();

        json.WriteStartArray("checks");
        foreach (var done in report.ByGroup)
        {
            Write(json, done);
        }

        json.WriteEndArray();
        json.WriteStartArray("left");
        foreach (var line in report.Left)
        {
            json.WriteStringValue(line);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, CheckDone done)
    {
        json.WriteStartObject();
        json.WriteString("id", done.Check.Id);
        json.WriteString("requirement", done.Check.Requirement);
        json.WriteString("worth", done.Check.Worth.KindName());
        json.WriteString("source", done.Check.Source);
        json.WriteString("verdict", done.Result.Verdict.KindName());
        json.WriteString("seen", done.Result.Seen);
        json.WriteString("fix", done.Result.Fix);
        json.WriteNumber("took_ms", Milliseconds(done.Took));
        if (done.Result is { Verdict: not CheckVerdict.Passed, Answer: { } answer })
        {
            json.WriteString("curl", answer.Curl);
            json.WriteString("answer", answer.Words);
        }

        json.WriteEndObject();
    }

    private static double Milliseconds(TimeSpan time) => Math.Round(time.TotalMilliseconds, 1);
}
