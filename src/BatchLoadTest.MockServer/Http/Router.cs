using BatchLoadTest.MockServer.Counting;

namespace BatchLoadTest.MockServer.Http;

/// <summary>
/// Method and path to operation. By hand, because ASP.NET's routing costs more than most of the answers here, and
/// because every base path is served whatever the flavour.
/// </summary>
internal static class Router
{
    private const string UserPath = "/admin/api/v1/users/current";
    private const string KeysPath = UserPath + "/api-keys";
    private const string LoginPath = "/authentication/login";

    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Post, HttpMethods.Delete];

    private static readonly string[] Bases = ["/ai/v1/", "/v1/", "/openai/v1/", "/openai/"];

    public static Route Match(string method, string path)
    {
        foreach (var prefix in Bases)
        {
            if (path.StartsWith(prefix, StringComparison.Ordinal))
            {
                return MatchApi(method, path.AsSpan(prefix.Length));
            }
        }

        if (path.StartsWith(KeysPath, StringComparison.Ordinal))
        {
            return MatchKeys(method, path.AsSpan(KeysPath.Length));
        }

        return (path, method) switch
        {
            (LoginPath, "POST") => new Route(RequestKind.Login),
            (UserPath, "GET") => new Route(RequestKind.UsersCurrent),
            _ => new Route(RequestKind.Other),
        };
    }

    /// <summary>The kinds of request that an address takes, by method.</summary>
    public static IEnumerable<(string Method, RequestKind Kind)> KindsAt(string path) =>
        Methods.Select(method => (method, Match(method, path).Kind)).Where(one => one.Kind != RequestKind.Other);

    private static Route MatchApi(string method, ReadOnlySpan<char> path)
    {
        Span<Range> parts = stackalloc Range[4];
        var count = path.Split(parts, '/');
        var id = count > 1 ? path[parts[1]] : default;
        var action = count > 2 ? path[parts[2]] : default;
        var kind = path[parts[0]] switch
        {
            "files" when count <= 3 => FilesKind(method, !id.IsEmpty, action),
            "batches" when count <= 3 => BatchesKind(method, !id.IsEmpty, action),
            "models" when count == 1 && HttpMethods.IsGet(method) => RequestKind.ModelsList,
            _ => RequestKind.Other,
        };
        return new Route(kind, id.ToString());
    }

    private static RequestKind FilesKind(string method, bool named, ReadOnlySpan<char> action) =>
        action switch
        {
            "" when named && HttpMethods.IsGet(method) => RequestKind.FilesMetadata,
            "" when named && HttpMethods.IsDelete(method) => RequestKind.FilesDelete,
            "content" when named && HttpMethods.IsGet(method) => RequestKind.FilesContent,
            "cost-estimate" when named && HttpMethods.IsGet(method) => RequestKind.FilesCostEstimate,
            "" when !named && HttpMethods.IsPost(method) => RequestKind.FilesUpload,
            "" when !named && HttpMethods.IsGet(method) => RequestKind.FilesList,
            _ => RequestKind.Other,
        };

    private static RequestKind BatchesKind(string method, bool named, ReadOnlySpan<char> action) =>
        action switch
        {
            "" when named && HttpMethods.IsGet(method) => RequestKind.BatchesGet,
            "" when named && HttpMethods.IsDelete(method) => RequestKind.BatchesDelete,
            "cancel" when named && HttpMethods.IsPost(method) => RequestKind.BatchesCancel,
            "analytics" when named && HttpMethods.IsGet(method) => RequestKind.BatchesAnalytics,
            "results" when named && HttpMethods.IsGet(method) => RequestKind.BatchesResults,
            "retry" when named && HttpMethods.IsPost(method) => RequestKind.BatchesRetry,
            "retry-requests" when named && HttpMethods.IsPost(method) => RequestKind.BatchesRetryRequests,
            "" when !named && HttpMethods.IsPost(method) => RequestKind.BatchesCreate,
            "" when !named && HttpMethods.IsGet(method) => RequestKind.BatchesList,
            _ => RequestKind.Other,
        };

    private static Route MatchKeys(string method, ReadOnlySpan<char> rest)
    {
        if (rest.IsEmpty)
        {
            return HttpMethods.IsPost(method) ? new Route(RequestKind.KeysCreate)
                : HttpMethods.IsGet(method) ? new Route(RequestKind.KeysList)
                : new Route(RequestKind.Other);
        }

        return rest[0] == '/' && HttpMethods.IsDelete(method)
            ? new Route(RequestKind.KeysDelete, rest[1..].ToString())
            : new Route(RequestKind.Other);
    }
}
