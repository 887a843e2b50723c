using System.Net;
using BatchLoadTest.Tests.Support.Servers;

namespace BatchLoadTest.Tests.Checks.Breaking;

/// <summary>Stands before a service and does one thing wrong.</summary>
internal sealed class BrokenService : IAsyncDisposable
{
    private readonly HttpMessageInvoker client;
    private readonly WebServer server;

    private BrokenService(HttpMessageInvoker client, WebServer server) => (this.client, this.server) = (client, server);

    public Uri Address => server.Address;

    public static async Task<BrokenService> StartAsync(Uri behind, Func<BrokenExchange, Task<ServiceAnswer>> serve)
    {
        var sender = new HttpMessageInvoker(new SocketsHttpHandler { UseProxy = false, UseCookies = false });
        var front = await WebServer.StartAsync(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            var answer = await serve(new BrokenExchange(context, body.ToArray(), behind, sender));
            context.Response.StatusCode = answer.Status;
            foreach (var (name, value) in answer.Headers)
            {
                context.Response.Headers[name] = value;
            }

            if (answer.Status != (int)HttpStatusCode.NoContent)
            {
                context.Response.ContentLength = answer.Body.Length;
                await context.Response.Body.WriteAsync(answer.Body, context.RequestAborted);
            }
        });
        return new BrokenService(sender, front);
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        client.Dispose();
    }
}
