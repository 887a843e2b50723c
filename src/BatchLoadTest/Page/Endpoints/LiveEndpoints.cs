using System.Text;
using System.Text.Encodings.Web;
using BatchLoadTest.Page.Session;
using BatchLoadTest.Reporting.Html;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace BatchLoadTest.Page.Endpoints;

/// <summary>The page itself, its files, and the figures that it is sent each second.</summary>
internal static class LiveEndpoints
{
    // A page that waits for news gets some sign of life, so that proxies keep the connection.
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    private static readonly byte[] DataBegin = "data: "u8.ToArray();
    private static readonly byte[] DataEnd = "\n\n"u8.ToArray();

    // Where a browser looks by itself, another application may be: the page may be below a path.
    private const string Icon = "<link rel=\"icon\" href=\"favicon.ico\" />\n";

    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder routes, PageSession session, TimeProvider timeProvider)
    {
        routes.MapGet("/", IndexAsync);
        routes.MapGet("/favicon.ico", NoIconAsync);
        routes.MapGet("/assets/{name}", AssetAsync);
        routes.MapGet("/live/events", context => EventsAsync(context, session, timeProvider));
        routes.MapPost("/live/new", context => NewAsync(context, session));
    }

    private static Task IndexAsync(HttpContext context)
    {
        context.Response.ContentType = "text/html; charset=utf-8";
        var text = new StringBuilder();
        foreach (var piece in PageFrame.Pieces())
        {
            text.Append(
                piece switch
                {
                    "{{policy}}" => HtmlEncoder.Default.Encode(PageSecurity.ContentPolicyOfDocument),
                    "{{styles}}" => Icon
                        + Elements(LiveAssets.Styles, "<link rel=\"stylesheet\" href=\"assets/{0}\" />"),
                    "{{scripts}}" => Elements(LiveAssets.Scripts, "<script src=\"assets/{0}\"></script>"),
                    "{{title}}" => "Load test of a batch API",
                    "{{summary}}" => "This page needs scripts.",
                    "{{data}}" => "",
                    _ => piece,
                }
            );
        }

        return context.Response.WriteAsync(text.ToString(), context.RequestAborted);
    }

    private static string Elements(IReadOnlyList<string> names, string form) =>
        string.Join('\n', names.Select(name => form.Replace("{0}", name, StringComparison.Ordinal)));

    // Browsers ask for one; an error in their console would look like ours.
    private static Task NoIconAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private static Task AssetAsync(HttpContext context)
    {
        var name = $"{context.Request.RouteValues["name"]}";
        if (LiveAssets.Find(name) is not { } asset)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        context.Response.ContentType = name.EndsWith(".css", StringComparison.Ordinal)
            ? "text/css; charset=utf-8"
            : "text/javascript; charset=utf-8";
        return context.Response.Body.WriteAsync(asset, context.RequestAborted).AsTask();
    }

    private static async Task EventsAsync(HttpContext context, PageSession session, TimeProvider timeProvider)
    {
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        context.Response.ContentType = "text/event-stream";
        var page = new OpenPage(session);
        var body = context.Response.Body;
        try
        {
            while (!context.RequestAborted.IsCancellationRequested)
            {
                var next = session.Changed.Next;
                await body.WriteAsync(DataBegin, context.RequestAborted);
                await body.WriteAsync(page.Next(), context.RequestAborted);
                await body.WriteAsync(DataEnd, context.RequestAborted);
                await body.FlushAsync(context.RequestAborted);
                await Task.WhenAny(next, Task.Delay(Heartbeat, timeProvider, context.RequestAborted));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // The page was closed.
        }
    }

    private static Task NewAsync(HttpContext context, PageSession session)
    {
        var answer = session.Forget();
        return JsonAnswers.WriteAsync(
            context,
            json =>
            {
                json.WriteStartObject();
                json.WriteBoolean("success", answer.Success);
                json.WriteString("message", answer.Message);
                json.WriteEndObject();
            }
        );
    }
}
