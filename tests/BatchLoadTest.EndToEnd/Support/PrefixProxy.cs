using System.Net;
using BatchLoadTest.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace BatchLoadTest.EndToEnd.Support;

/// <summary>
/// A reverse proxy that shows a server below a path of its own, and nothing else: bodies as they come, redirects as they are,
/// the browser's name passed on.
/// </summary>
internal sealed class PrefixProxy : IAsyncDisposable
{
    private readonly HttpClient client = new(
        new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
        }
    )
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    private readonly Uri target;
    private readonly string prefix;
    private readonly bool strips;
    private WebServer? server;

    private PrefixProxy(Uri target, string prefix, bool strips) =>
        (this.target, this.prefix, this.strips) = (target, prefix, strips);

    /// <summary>Where it listens: a name that leads to this machine and is none of its own.</summary>
    public Uri Address => new($"http://load.localhost:{server!.Address.Port}{prefix}/");

    /// <summary>Starts one.</summary>
    /// <param name="target">The server, without a path.</param>
    /// <param name="prefix">The path.</param>
    /// <param name="strips">Whether the path is cut off of what is passed on.</param>
    public static async Task<PrefixProxy> StartAsync(Uri target, string prefix, bool strips)
    {
        var proxy = new PrefixProxy(target, prefix, strips);
        proxy.server = await WebServer.StartAsync(proxy.AnswerAsync);
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        await server!.DisposeAsync();
        client.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var path = $"{context.Request.Path}";
        if (path != prefix && !path.StartsWith(prefix + "/", StringComparison.Ordinal))
        {
            // What belongs to another application on the same host.
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        if (strips)
        {
            path = path == prefix ? "/" : path[prefix.Length..];
        }

        using var request = RequestOf(context.Request, new Uri(target, path + context.Request.QueryString));
        try
        {
            using var answer = await client.SendAsync(
                request,
                HttpCompletionOption.ResponseHeadersRead,
                context.RequestAborted
            );
            await PassOnAsync(answer, context);
        }
        catch (OperationCanceledException)
        {
            // The browser went away.
        }
    }

    private static HttpRequestMessage RequestOf(HttpRequest request, Uri address)
    {
        var sent = new HttpRequestMessage(new HttpMethod(request.Method), address);
        if (HttpMethods.IsPost(request.Method))
        {
            sent.Content = new StreamContent(request.Body);
        }

        foreach (var (name, values) in request.Headers)
        {
            if (!sent.Headers.TryAddWithoutValidation(name, values.ToArray()))
            {
                sent.Content?.Headers.TryAddWithoutValidation(name, values.ToArray());
            }
        }

        return sent;
    }

    private static async Task PassOnAsync(HttpResponseMessage answer, HttpContext context)
    {
        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers))
        {
            if (name is not "Transfer-Encoding")
            {
                context.Response.Headers[name] = values.ToArray();
            }
        }

        if (answer.StatusCode is HttpStatusCode.NoContent or HttpStatusCode.NotModified)
        {
            return;
        }

        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        await using var body = await answer.Content.ReadAsStreamAsync(context.RequestAborted);
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await body.ReadAsync(buffer, context.RequestAborted)) > 0)
        {
            await context.Response.Body.WriteAsync(buffer.AsMemory(0, read), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }
    }
}
