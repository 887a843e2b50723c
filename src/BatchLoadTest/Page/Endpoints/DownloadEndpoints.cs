using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace BatchLoadTest.Page.Endpoints;

/// <summary>Report files for download.</summary>
internal static class DownloadEndpoints
{
    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder routes, PageSession session, TimeProvider timeProvider)
    {
        _ = routes;
        _ = session;
        _ = timeProvider;
    }
}
