using BatchLoadTest.Page.Session;
using BatchLoadTest.Settings.Parsing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace BatchLoadTest.Page.Endpoints;

/// <summary>
/// Locust's web endpoints, by its names, members and types (as of Locust 2.30): exporters and scripts that were written
/// for it find what they know.
/// </summary>
internal static class LocustEndpoints
{
    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder routes, PageSession session, TimeProvider timeProvider)
    {
        routes.MapPost("/swarm", context => SwarmAsync(context, session));
        routes.MapGet("/stop", context => StopAsync(context, session));
        routes.MapGet("/stats/reset", context => ResetAsync(context, session));
        routes.MapGet(
            "/stats/requests",
            context => JsonAnswers.WriteAsync(context, json => StatsJson.Write(json, session.Now, timeProvider))
        );
        routes.MapGet("/exceptions", context => JsonAnswers.WriteAsync(context, ExceptionsJson.Write));
    }

    private static async Task SwarmAsync(HttpContext context, PageSession session)
    {
        var answer = await SwarmAsync(context.Request, session, context.RequestAborted);
        await JsonAnswers.WriteAsync(
            context,
            json =>
            {
                json.WriteStartObject();
                json.WriteBoolean("success", answer.Success);
                json.WriteString("message", answer.Message);
                json.WriteString("host", PageHost.Of(session.Now.Settings));
                FieldProblems.Write(json, answer);
                json.WriteEndObject();
            }
        );
    }

    private static async Task<PageAnswer> SwarmAsync(HttpRequest request, PageSession session, CancellationToken token)
    {
        if (!request.HasFormContentType)
        {
            return new PageAnswer(false, "send a form: user_count, spawn_rate, host, run_time");
        }

        var values = SwarmForm.Read(await request.ReadFormAsync(token), out var problem);
        if (problem is not null)
        {
            return new PageAnswer(false, problem);
        }

        // What the page shows of the configured target is no new one.
        if (values.TryGetValue("host", out var host))
        {
            if (host == PageHost.Of(session.Now.Settings))
            {
                values.Remove("host");
            }
            else if (HostText.Parse(host) is not { Problem: null, Value.Url: not null })
            {
                return new PageAnswer(false, "host must be an http or https address such as https://host:8443");
            }
        }

        if (
            values.TryGetValue("test-data", out var file)
            && !OfferedFiles.Of(session.Now.Settings).Contains(file, StringComparer.Ordinal)
        )
        {
            return new PageAnswer(false, "test_data must be one of the files that the page offers");
        }

        return await session.StartAsync(values);
    }

    private static Task StopAsync(HttpContext context, PageSession session)
    {
        session.Stop();
        return JsonAnswers.WriteAsync(
            context,
            json =>
            {
                json.WriteStartObject();
                json.WriteBoolean("success", true);
                json.WriteString("message", "Test stopped");
                json.WriteEndObject();
            }
        );
    }

    private static Task ResetAsync(HttpContext context, PageSession session)
    {
        session.Reset();
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync("ok", context.RequestAborted);
    }
}
