using System.Text.Json;
using BatchLoadTest.Recording;
using BatchLoadTest.Reporting.Page;
using BatchLoadTest.Reporting.Words;

namespace BatchLoadTest.Reporting;

/// <summary>
/// <c>report.html</c>: one file that works from disk. Its figures are those of <c>metrics.json</c>, member for member;
/// its charts come from the run's history, thinned so that the file stays small and every peak stays.
/// </summary>
public sealed class HtmlReportWriter : IReportWriter
{
    /// <inheritdoc/>
    public string FileName => "report.html";

    /// <inheritdoc/>
    public Task WriteAsync(RunReport report, Stream output, CancellationToken cancellationToken)
    {
        var verdict = RunVerdict.Of(report);
        var history = PageHistory.Of(report, cancellationToken);
        return ReportPage.WriteAsync(
            output,
            $"{verdict.Word} - load test {report.Run.Id}".WellFormed(),
            $"{verdict.Word}: {verdict.Reason}".WellFormed(),
            json =>
            {
                MetricsJsonWriter.WriteMembers(json, report);
                WriteVerdict(json, verdict);
                json.WriteText("plan", LoadWords.Describe(report.Run.Plan));
                history.Write(json, report.Names);
            },
            cancellationToken
        );
    }

    private static void WriteVerdict(Utf8JsonWriter json, RunVerdict verdict)
    {
        json.WriteStartObject("verdict");
        json.WriteText("word", verdict.Word);
        json.WriteString(
            "kind",
            verdict.Kind switch
            {
                VerdictKind.Good => "good",
                VerdictKind.Doubtful => "doubtful",
                _ => "bad",
            }
        );
        json.WriteText("reason", verdict.Reason);
        json.WriteEndObject();
    }
}
