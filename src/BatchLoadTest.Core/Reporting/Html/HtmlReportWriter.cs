using BatchLoadTest.Recording;

namespace BatchLoadTest.Reporting.Html;

/// <summary>
/// <c>report.html</c>: one file that works from disk. Its figures are those of <c>metrics.json</c>, member for member;
/// its charts come from the run's history, thinned so that the file stays small and every peak stays.
/// </summary>
public sealed class HtmlReportWriter : IReportWriter
{
    /// <summary>The report's name.</summary>
    public const string ReportName = "html";

    /// <inheritdoc/>
    public string Name => ReportName;

    /// <inheritdoc/>
    public string FileName => "report.html";

    /// <inheritdoc/>
    public Task WriteAsync(RunReport report, Stream output, CancellationToken cancellationToken)
    {
        var verdict = RunVerdict.Of(report);
        var history = PageHistory.Of(report, cancellationToken);
        return ReportPage.WriteAsync(
            output,
            PageParts.Report,
            $"{verdict.Word} - load test {report.Run.Id}".WellFormed(),
            $"{verdict.Word}: {verdict.Reason}".WellFormed(),
            json => PageJson.Write(json, report, verdict, history),
            cancellationToken
        );
    }
}
