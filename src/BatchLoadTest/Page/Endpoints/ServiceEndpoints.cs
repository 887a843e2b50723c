using BatchLoadTest.Page.Session;
using BatchLoadTest.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace BatchLoadTest.Page.Endpoints;

/// <summary>What machines ask that know nothing of Locust: Prometheus and Kubernetes.</summary>
internal static class ServiceEndpoints
{
    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder routes, PageSession session)
    {
        routes.MapGet("/healthz", context => context.Response.WriteAsync("ok\n", context.RequestAborted));
        routes.MapGet("/metrics", context => MetricsAsync(context, session));
    }

    private static Task MetricsAsync(HttpContext context, PageSession session)
    {
        context.Response.ContentType = PrometheusText.ContentType;
        var now = session.Now;
        var text = PrometheusText.Of(now.Name, PageState.All, now.Telemetry);
        return context.Response.WriteAsync(text, context.RequestAborted);
    }
}
