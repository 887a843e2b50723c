using BatchLoadTest.Comparison;
using BatchLoadTest.Comparison.Html;
using BatchLoadTest.Recording;
using BatchLoadTest.Reporting.Html;
using BatchLoadTest.Reports;
using BatchLoadTest.Results.Past;
using Microsoft.AspNetCore.Http;

namespace BatchLoadTest.Page.Endpoints;

/// <summary>Pages in one file about recorded runs: the report of one, two compared.</summary>
internal static class RunPages
{
    private const string NoSuchRun = "there is no such run in the folder of runs";

    /// <summary>The report of a run: its own file, or made from its journal where that is not there.</summary>
    public static async Task ReportAsync(HttpContext context, PastRuns runs)
    {
        if (runs.Find($"{context.Request.RouteValues["name"]}") is not var (run, folder))
        {
            await RefuseAsync(context, StatusCodes.Status404NotFound, NoSuchRun);
            return;
        }

        var writer = new HtmlReportWriter();
        var file = new FileInfo(Path.Combine(folder, writer.FileName));
        // A link may lead to any file of this machine, and the report of a run that goes on is an earlier one's.
        if (file is { Exists: true, LinkTarget: null, Length: > 0 } && run.State == PastRunState.Ended)
        {
            AllowScriptsOfItsOwn(context);
            await context.Response.SendFileAsync(file.FullName, context.RequestAborted);
            return;
        }

        await SendAsync(
            context,
            async (output, token) =>
            {
                var report = RecordedReport.Of(RecordedReport.Read(folder));
                await writer.WriteAsync(report, output, token);
            }
        );
    }

    /// <summary>Two runs compared.</summary>
    public static async Task CompareAsync(HttpContext context, PastRuns runs)
    {
        var query = context.Request.Query;
        if (query["base"].ToString() is not { Length: > 0 } one || query["new"].ToString() is not { Length: > 0 } other)
        {
            await RefuseAsync(context, StatusCodes.Status400BadRequest, "name two runs: ?base=NAME&new=NAME");
            return;
        }

        if (runs.Find(one) is not var (_, baseFolder) || runs.Find(other) is not var (_, newFolder))
        {
            await RefuseAsync(context, StatusCodes.Status404NotFound, NoSuchRun);
            return;
        }

        await SendAsync(
            context,
            (output, token) =>
            {
                var (baseline, newer) = (RecordedRun.Read(baseFolder), RecordedRun.Read(newFolder));
                return ComparisonPage.WriteAsync(output, RunComparison.Of(baseline, newer), baseline, newer, token);
            }
        );
    }

    // Whole before its first byte is sent, so that what cannot be read is said, and not half a page.
    private static async Task SendAsync(HttpContext context, Func<Stream, CancellationToken, Task> write)
    {
        using var page = new MemoryStream();
        try
        {
            // A long journal takes seconds: not on the thread that others' answers wait for.
            await Task.Run(() => write(page, context.RequestAborted), context.RequestAborted);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Whatever a journal holds that nobody has written.
            await RefuseAsync(context, StatusCodes.Status422UnprocessableEntity, exception.Message);
            return;
        }

        AllowScriptsOfItsOwn(context);
        context.Response.ContentLength = page.Length;
        page.Position = 0;
        await page.CopyToAsync(context.Response.Body, context.RequestAborted);
    }

    private static void AllowScriptsOfItsOwn(HttpContext context)
    {
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.ContentSecurityPolicy = DownloadEndpoints.ReportPolicy;
    }

    /// <summary>Says why there is no answer.</summary>
    public static Task RefuseAsync(HttpContext context, int status, string words)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(words + "\n", context.RequestAborted);
    }
}
