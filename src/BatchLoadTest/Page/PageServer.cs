using System.Net;
using BatchLoadTest.Page.Endpoints;
using BatchLoadTest.Page.Session;
using BatchLoadTest.Settings;
using BatchLoadTest.Settings.Parsing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace BatchLoadTest.Page;

/// <summary>The web server of the page.</summary>
internal sealed class PageServer : IAsyncDisposable
{
    // A form with a handful of fields.
    private const int LargestBody = 64 * 1024;
    private const int MostConnections = 200;

    private static readonly TimeSpan ShutdownTime = TimeSpan.FromSeconds(1);

    private readonly WebApplication server;

    private PageServer(WebApplication application, Uri address)
    {
        server = application;
        Address = address;
    }

    /// <summary>Where a browser on this machine finds it.</summary>
    public Uri Address { get; }

    /// <summary>Starts to listen.</summary>
    /// <exception cref="IOException">The port is in use.</exception>
    public static async Task<PageServer> StartAsync(
        PageSettings settings,
        PageSession session,
        TimeProvider timeProvider
    )
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.Services.AddRoutingCore();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = ShutdownTime);
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
            kestrel.Limits.MaxConcurrentConnections = MostConnections;
            Listen(kestrel, settings);
        });
        var application = builder.Build();
        var security = new PageSecurity(settings);
        // Below the path and at the root alike: a proxy may cut the path off, and probes ask at the root.
        application.UsePathBase(settings.BasePath);
        application.Use(security.InvokeAsync);
        application.Use(RedirectToFolderAsync);
        application.UseRouting();
        LocustEndpoints.Map(application, session, timeProvider);
        ServiceEndpoints.Map(application, session);
        DownloadEndpoints.Map(application, session);
        RunsEndpoints.Map(application, session);
        LiveEndpoints.Map(application, session, timeProvider);
        await application.StartAsync();
        return new PageServer(application, new Uri(AddressOf(application), settings.BasePath + "/"));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await server.StopAsync();
        await server.DisposeAsync();
    }

    // The page's own addresses are relative to it: it has to be seen as a folder.
    private static Task RedirectToFolderAsync(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        if (request.Path.HasValue)
        {
            return next(context);
        }

        context.Response.Redirect($"{request.PathBase}/{request.QueryString}");
        return Task.CompletedTask;
    }

    private static void Listen(
        Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerOptions kestrel,
        PageSettings settings
    )
    {
        if (settings.Host == WebHostText.All)
        {
            kestrel.ListenAnyIP(settings.Port);
        }
        else if (IPAddress.TryParse(settings.Host, out var address))
        {
            kestrel.Listen(address, settings.Port);
        }
        else
        {
            kestrel.Listen(IPAddress.Loopback, settings.Port);
        }
    }

    private static Uri AddressOf(WebApplication application)
    {
        var text = application
            .Services.GetRequiredService<IServer>()
            .Features.Get<IServerAddressesFeature>()!
            .Addresses.First();
        var uri = new Uri(text.Replace("[::]", "127.0.0.1", StringComparison.Ordinal));
        return uri.Host == "0.0.0.0" ? new UriBuilder(uri) { Host = "127.0.0.1" }.Uri : uri;
    }
}
