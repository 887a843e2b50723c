using System.Net.Http;

namespace BatchLoadTest.BatchApi.Http;

/// <summary>Redirects of downloads: some services keep files elsewhere and answer with a signed address.</summary>
internal static class Redirect
{
    /// <summary>Redirects followed of one download.</summary>
    public const int Max = 5;

    // What says nothing of the person, so that it may go anywhere.
    private static readonly string[] Harmless = ["User-Agent", "Accept-Encoding"];

    /// <summary>Where an answer says that the content is; null where it is no redirect to an address of HTTP.</summary>
    public static Uri? TargetOf(HttpResponseMessage response, Uri asked) =>
        (int)response.StatusCode is 301 or 302 or 303 or 307 or 308
        && response.Headers.Location is { } location
        && Uri.TryCreate(asked, location, out var target)
        && (target.Scheme == Uri.UriSchemeHttp || target.Scheme == Uri.UriSchemeHttps)
            ? target
            : null;

    /// <summary>Whether scheme, host and port are the same.</summary>
    public static bool IsSameOrigin(Uri one, Uri other) =>
        Uri.Compare(one, other, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase)
        == 0;

    /// <summary>
    /// The request for the target: to another origin (scheme, host, port) without any header that may hold a secret, and
    /// with whichever version of HTTP is spoken there, up to that of the request.
    /// </summary>
    /// <param name="request">The one that was answered; without a body.</param>
    /// <param name="target">Where to.</param>
    public static HttpRequestMessage Follow(HttpRequestMessage request, Uri target)
    {
        var isSameOrigin = IsSameOrigin(request.RequestUri!, target);
        var next = new HttpRequestMessage(HttpMethod.Get, target)
        {
            Version = request.Version,
            VersionPolicy = isSameOrigin ? request.VersionPolicy : HttpVersionPolicy.RequestVersionOrLower,
        };
        foreach (var (name, values) in request.Headers.NonValidated)
        {
            if (isSameOrigin || Harmless.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                next.Headers.TryAddWithoutValidation(name, values);
            }
        }

        return next;
    }
}
