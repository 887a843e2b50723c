using BatchLoadTest.MockServer.Counting;
using BatchLoadTest.MockServer.Endpoints;
using BatchLoadTest.MockServer.Faults;
using BatchLoadTest.MockServer.Http;
using BatchLoadTest.MockServer.Options;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Abstractions;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.ObjectPool;

namespace BatchLoadTest.MockServer.Server;

/// <summary>
/// What Kestrel calls for each request: count it, let it through the gate, have it served. Straight on Kestrel, without
/// a host and its middleware: the server shares its machine with the load generator that it is measured by.
/// </summary>
internal sealed class MockApplication(
    FlavourRules rules,
    RequestCounters counters,
    FaultGate gate,
    Nagle nagle,
    AccessLog? log,
    AdminEndpoints admin,
    ServiceEndpoints service,
    ErrorAnswers errors
) : IHttpApplication<DefaultHttpContext>
{
    private readonly ObjectPool<JsonBuffer> buffers = ObjectPool.Create<JsonBuffer>();

    /// <summary>One context for each connection (or HTTP/2 stream), used again for its next request.</summary>
    public DefaultHttpContext CreateContext(IFeatureCollection contextFeatures)
    {
        if (contextFeatures is not IHostContextContainer<DefaultHttpContext> container)
        {
            return new DefaultHttpContext(contextFeatures);
        }

        container.HostContext ??= new DefaultHttpContext();
        container.HostContext.Initialize(contextFeatures);
        return container.HostContext;
    }

    public void DisposeContext(DefaultHttpContext context, Exception? exception) => context.Uninitialize();

    public Task ProcessRequestAsync(DefaultHttpContext context)
    {
        var path = context.Request.Path.Value ?? "";
        return path.StartsWith(AdminEndpoints.Prefix, StringComparison.Ordinal)
            ? admin.AnswerAsync(context)
            : ServeAsync(context, service.Match(context.Request.Method, path));
    }

    private async Task ServeAsync(HttpContext context, Route route)
    {
        var began = log?.Now() ?? 0;
        counters.Started(route.Kind);
        var exchange = new Exchange(context, route, counters, buffers) { BeforeLastPart = nagle.Begin(context) };
        if (rules.NumbersAnswers && !route.Kind.IsAccount())
        {
            context.Response.Headers["x-request-id"] = $"req_{Guid.NewGuid():N}";
        }

        try
        {
            var fault = await gate.PassAsync(route.Kind == RequestKind.FilesUpload, exchange.Aborted);
            await (fault is null ? service.AnswerAsync(exchange) : errors.AnswerAsync(exchange, fault));
        }
        catch (RefusedException e)
        {
            await errors.AnswerAsync(exchange, e.Error);
        }
        catch (Exception e) when (IsClientGone(context, e))
        {
            // There is nobody to answer.
        }
        catch (BadHttpRequestException e) when (!context.Response.HasStarted)
        {
            // What Kestrel found wrong with the body.
            await errors.AnswerAsync(exchange, new ApiError(e.StatusCode, e.Message));
        }
        catch (Exception e) when (!context.Response.HasStarted)
        {
            // A defect of this server. There is no log, and a bare 500 would pass for one of the invented failures.
            await exchange.AnswerTextAsync(StatusCodes.Status500InternalServerError, $"Defect of the mock server: {e}");
        }
        finally
        {
            if (!exchange.Answered)
            {
                counters.Answered(route.Kind, 0);
            }

            counters.Ended();
            log?.Write(context, began, exchange.Answered);
        }
    }

    /// <summary>Reading can fail with the reset a moment before Kestrel says that the request is aborted.</summary>
    private static bool IsClientGone(HttpContext context, Exception e) =>
        e is ConnectionResetException or OperationCanceledException || context.RequestAborted.IsCancellationRequested;
}
