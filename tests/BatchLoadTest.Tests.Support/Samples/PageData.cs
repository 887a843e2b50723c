using System.Text;
using System.Text.Json;
using BatchLoadTest.Measurements;
using BatchLoadTest.Reporting;
using BatchLoadTest.Reporting.Html;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Tests.Support.Samples;

/// <summary>What the page of a run is made of, as a test reads it.</summary>
internal static class PageData
{
    /// <summary>The whole file.</summary>
    public static async Task<string> HtmlAsync(RunReport report)
    {
        using var stream = new MemoryStream();
        await new HtmlReportWriter().WriteAsync(report, stream, CancellationToken.None);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>The text of the element with the data, as it is in the file.</summary>
    public static string JsonOf(string html)
    {
        const string Begin = "<script type=\"application/json\" id=\"run-data\">";
        var begin = html.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        return html[begin..html.IndexOf("</script>", begin, StringComparison.Ordinal)];
    }

    /// <summary>The members that come from the history.</summary>
    public static JsonElement Of(IRunHistory history)
    {
        var page = new PageHistory(SampleRun.Report.Run.StartedAt);
        foreach (var interval in history.Read())
        {
            page.Add(interval);
        }

        return Members(page, asked: null);
    }

    /// <summary>The timeline of a history.</summary>
    public static JsonElement Of(PageHistory history, AskedLoad? asked = null) =>
        Members(history, asked).GetProperty("timeline");

    private static JsonElement Members(PageHistory history, AskedLoad? asked)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            history.Write(json, new StepNames(), asked: asked);
            json.WriteEndObject();
        }

        return JsonDocument.Parse(stream.ToArray()).RootElement;
    }

    /// <summary>A column of whole numbers.</summary>
    public static long[] Whole(this JsonElement columns, string name) =>
        [.. columns.GetProperty(name).EnumerateArray().Select(value => value.GetInt64())];

    /// <summary>A column of other numbers, with null where there is none.</summary>
    public static double?[] Fractions(this JsonElement columns, string name) =>
        [
            .. columns
                .GetProperty(name)
                .EnumerateArray()
                .Select(value => value.ValueKind == JsonValueKind.Null ? null : (double?)value.GetDouble()),
        ];
}
