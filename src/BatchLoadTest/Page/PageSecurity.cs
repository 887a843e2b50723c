using System.Net;
using System.Security.Cryptography;
using System.Text;
using BatchLoadTest.Settings;
using Microsoft.AspNetCore.Http;

namespace BatchLoadTest.Page;

/// <summary>
/// Who may use the page, and what browsers may do with it. The page can start load against any host with this program's
/// credentials: another site that a person has open must not be able to, nor one that calls itself by our name.
/// </summary>
internal sealed class PageSecurity(PageSettings settings)
{
    /// <summary>The cookie that holds the token once a person has come with it.</summary>
    public const string CookieName = "batch-load-test-token";

    private const string TokenParameter = "token";

    // Scripts, styles and data come from here and from nowhere else; nothing inline.
    private const string ContentPolicy = ContentPolicyOfDocument + "; frame-ancestors 'none'";

    /// <summary>The part of the policy that a document may state itself, too.</summary>
    public const string ContentPolicyOfDocument =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        + "form-action 'self'; base-uri 'none'";

    /// <summary>Whether the address can be reached from this machine only.</summary>
    public static bool IsLoopback(string host) =>
        host == "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    /// <summary>Answers what must not go on; passes everything else on.</summary>
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        AddHeaders(context.Response.Headers);
        if (Refusal(context.Request) is { } refusal)
        {
            await RefuseAsync(context, StatusCodes.Status403Forbidden, refusal);
        }
        else if (settings.Token is null || context.Request.Path == "/healthz" || IsKnown(context.Request))
        {
            await next(context);
        }
        else if (HttpMethods.IsGet(context.Request.Method) && Matches(context.Request.Query[TokenParameter]))
        {
            // Kept out of the address from now on: addresses end up in histories and logs.
            context.Response.Cookies.Append(
                CookieName,
                settings.Token,
                new CookieOptions
                {
                    HttpOnly = true,
                    SameSite = SameSiteMode.Strict,
                    Path = settings.BasePath.Length > 0 ? settings.BasePath : "/",
                }
            );
            // As the browser sees it, also where a proxy has cut the path off.
            var path = context.Request.Path.HasValue ? context.Request.Path : new PathString("/");
            context.Response.Redirect(settings.BasePath + path.ToUriComponent());
        }
        else
        {
            await RefuseAsync(
                context,
                StatusCodes.Status401Unauthorized,
                "a token is needed: open /?token=… once, or send 'Authorization: Bearer …'"
            );
        }
    }

    private static void AddHeaders(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = ContentPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.CacheControl = "no-store";
    }

    private string? Refusal(HttpRequest request)
    {
        // A name of somebody else's that leads here (DNS rebinding) would make their site our origin.
        var name = request.Host.Host.Trim('[', ']');
        if (IsLoopback(settings.Host) && !IsLoopback(name) && !IsAllowed(name))
        {
            return "refused: this page is served to this machine under its own name only; --web-allowed-host admits another";
        }

        var origin = request.Headers.Origin.ToString();
        if (origin.Length > 0 && !IsOwn(origin, request))
        {
            return "refused: the request comes from another site";
        }

        // Reading is guarded by browsers; but a link or an image elsewhere could stop a test.
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        return site is "cross-site" or "same-site" && !IsNavigationToPage(request)
            ? "refused: the request comes from another site"
            : null;
    }

    // Also where a proxy passes its own name on instead of the one that the browser used.
    private bool IsOwn(string origin, HttpRequest request) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri)
        && (
            IsAllowed(uri.IdnHost.Trim('[', ']'))
            || string.Equals(uri.Authority, Authority(request), StringComparison.OrdinalIgnoreCase)
        );

    private bool IsAllowed(string name) =>
        settings.AllowedHosts.Any(each => each.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static string Authority(HttpRequest request) =>
        Uri.TryCreate($"{request.Scheme}://{request.Host}", UriKind.Absolute, out var uri) ? uri.Authority : "";

    // A person may follow a link to the page itself.
    private static bool IsNavigationToPage(HttpRequest request) =>
        HttpMethods.IsGet(request.Method)
        && request.Path.Value is "/" or ""
        && request.Headers["Sec-Fetch-Mode"] == "navigate"
        && request.Headers["Sec-Fetch-Dest"] == "document";

    private bool IsKnown(HttpRequest request)
    {
        const string Scheme = "Bearer ";
        var authorization = request.Headers.Authorization.ToString();
        return Matches(request.Cookies[CookieName])
            || (
                authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
                && Matches(authorization[Scheme.Length..])
            );
    }

    private bool Matches(string? given) =>
        given is not null
        && CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(given),
            Encoding.UTF8.GetBytes(settings.Token!)
        );

    private static Task RefuseAsync(HttpContext context, int status, string text)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(text + "\n", context.RequestAborted);
    }
}
