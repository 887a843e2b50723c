using System.Globalization;
using BatchLoadTest.Page.Session;
using BatchLoadTest.Results.Past;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace BatchLoadTest.Page.Endpoints;

/// <summary>The runs before this one, in the folder of all runs: listed, opened, compared, removed.</summary>
internal static class RunsEndpoints
{
    private const int MostOfTrend = 1000;

    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder routes, PageSession session)
    {
        var runs = new PastRuns(Path.GetFullPath(session.Now.Settings.Output.ResultsDirectory ?? "results"));
        routes.MapGet(
            "/runs",
            context => JsonAnswers.WriteAsync(context, json => RunsJson.Write(json, runs.Folder, runs.List()))
        );
        routes.MapGet("/runs/trend", context => TrendAsync(context, runs));
        routes.MapGet("/runs/compare", context => RunPages.CompareAsync(context, runs));
        routes.MapGet("/runs/{name}/report", context => RunPages.ReportAsync(context, runs));
        routes.MapPost("/runs/{name}/delete", context => DeleteAsync(context, session, runs));
    }

    private static Task TrendAsync(HttpContext context, PastRuns runs)
    {
        var figure = context.Request.Query["figure"].ToString();
        if (figure.Length == 0)
        {
            return RunPages.RefuseAsync(
                context,
                StatusCodes.Status400BadRequest,
                "name a figure: ?figure=summary.p95_ms, a member of metrics.json"
            );
        }

        var last = int.TryParse(
            context.Request.Query["last"],
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var given
        )
            ? Math.Clamp(given, 1, MostOfTrend)
            : MostOfTrend;
        return JsonAnswers.WriteAsync(
            context,
            json => RunsJson.WriteTrend(json, figure, [.. runs.List().Take(last).Reverse()])
        );
    }

    private static Task DeleteAsync(HttpContext context, PageSession session, PastRuns runs)
    {
        var name = $"{context.Request.RouteValues["name"]}";
        // Not every file system keeps the lock that says so, too.
        var isOwn =
            session.Now.Running is not null && runs.Find(name) is var (run, _) && run.Id == session.Now.Report?.Run.Id;
        var problem = isOwn ? "this run goes on" : runs.Delete(name);
        return JsonAnswers.WriteAsync(
            context,
            json =>
            {
                json.WriteStartObject();
                json.WriteBoolean("success", problem is null);
                json.WriteString("message", problem ?? "Removed");
                json.WriteEndObject();
            }
        );
    }
}
