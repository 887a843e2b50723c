using System.Globalization;
using BatchLoadTest.Page.Session;
using BatchLoadTest.Reporting;
using BatchLoadTest.Reporting.Csv;
using BatchLoadTest.Reporting.Html;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace BatchLoadTest.Page.Endpoints;

/// <summary>Report files for download: Locust's addresses, and the files of the last run.</summary>
internal static class DownloadEndpoints
{
    /// <summary>
    /// A page in one file carries its own policy for its inline scripts; in a sandbox it has no part in this page's origin.
    /// </summary>
    public const string ReportPolicy = "sandbox allow-scripts allow-downloads; frame-ancestors 'none'";

    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder routes, PageSession session)
    {
        routes.MapGet("/stats/report", context => ReportAsync(context, session));
        Csv("/stats/requests/csv", "requests", new StatsCsvWriter());
        Csv("/stats/requests_full_history/csv", "requests_full_history", new StatsHistoryCsvWriter(full: true));
        Csv("/stats/failures/csv", "failures", new FailuresCsvWriter());
        Csv("/exceptions/csv", "exceptions", new ExceptionsCsvWriter());
        routes.MapGet(
            "/stats/metrics.json",
            context => SendAsync(context, session, new MetricsJsonWriter(), "application/json", fileName: null)
        );
        routes.MapGet("/" + Downloads.Path + "{name}", context => FileAsync(context, session));

        void Csv(string path, string fileName, IReportWriter writer) =>
            routes.MapGet(path, context => SendAsync(context, session, writer, "text/csv; charset=utf-8", fileName));
    }

    private static Task ReportAsync(HttpContext context, PageSession session)
    {
        context.Response.Headers.ContentSecurityPolicy = ReportPolicy;
        return SendAsync(
            context,
            session,
            new HtmlReportWriter(),
            "text/html; charset=utf-8",
            context.Request.Query.ContainsKey("download") ? "report" : null
        );
    }

    private static async Task SendAsync(
        HttpContext context,
        PageSession session,
        IReportWriter writer,
        string contentType,
        string? fileName
    )
    {
        if (session.Now.Report is not { } report)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            await context.Response.WriteAsync("there was no test yet\n", context.RequestAborted);
            return;
        }

        context.Response.ContentType = contentType;
        if (fileName is not null)
        {
            var seconds = report.Ending.EndedAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
            context.Response.Headers.ContentDisposition =
                $"attachment;filename={fileName}_{seconds}{Path.GetExtension(writer.FileName)}";
        }

        await writer.WriteAsync(report, context.Response.Body, context.RequestAborted);
    }

    // By name among the files that were written, never by a path.
    private static Task FileAsync(HttpContext context, PageSession session)
    {
        var name = $"{context.Request.RouteValues["name"]}";
        var path = session.Now.Ended?.Files.FirstOrDefault(file => Path.GetFileName(file) == name);
        if (path is null || !File.Exists(path))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        context.Response.ContentType = "application/octet-stream";
        context.Response.Headers.ContentDisposition = $"attachment;filename=\"{name}\"";
        return context.Response.SendFileAsync(path, context.RequestAborted);
    }
}
