using System.Security.Cryptography.X509Certificates;
using BatchLoadTest.Tests.Support.Servers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace BatchLoadTest.EndToEnd.Support;

/// <summary>Stands before a service and speaks TLS for it.</summary>
internal sealed class TlsFront : IAsyncDisposable
{
    private readonly HttpClient client;
    private readonly WebServer server;

    private TlsFront(HttpClient client, WebServer server) => (this.client, this.server) = (client, server);

    public Uri Address => server.Address;

    public static async Task<TlsFront> StartAsync(string service, X509Certificate2 certificate)
    {
        var onward = new HttpClient { BaseAddress = new Uri(service) };
        return new TlsFront(
            onward,
            await WebServer.StartAsync(context => PassOnAsync(onward, context), certificate: certificate)
        );
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        client.Dispose();
    }

    private static async Task PassOnAsync(HttpClient client, HttpContext context)
    {
        using var request = new HttpRequestMessage(
            new HttpMethod(context.Request.Method),
            new Uri(context.Request.GetEncodedPathAndQuery(), UriKind.Relative)
        );
        if (context.Request.ContentType is { } type)
        {
            request.Content = new StreamContent(context.Request.Body);
            request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        }

        request.Headers.TryAddWithoutValidation("Authorization", context.Request.Headers.Authorization.ToString());
        using var response = await client.SendAsync(request);
        context.Response.StatusCode = (int)response.StatusCode;
        context.Response.ContentType = response.Content.Headers.ContentType?.ToString();
        await response.Content.CopyToAsync(context.Response.Body);
    }
}
