using BatchLoadTest.MockServer.Batches;
using BatchLoadTest.MockServer.Counting;
using BatchLoadTest.MockServer.Faults;
using BatchLoadTest.MockServer.Files;
using BatchLoadTest.MockServer.Keys;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.ObjectPool;

namespace BatchLoadTest.MockServer.Http;

/// <summary>
/// What Kestrel calls for each request: count, gate, check the key, serve. Straight on Kestrel, without a host and its
/// middleware: the server shares its machine with the load generator that it is measured by.
/// </summary>
internal sealed class MockApplication(
    RequestCounters counters,
    FaultGate gate,
    KeyStore keys,
    AdminEndpoints admin,
    KeyEndpoints keyEndpoints,
    FileEndpoints fileEndpoints,
    BatchEndpoints batchEndpoints,
    ErrorAnswers errors
) : IHttpApplication<HttpContext>
{
    private readonly ObjectPool<JsonBuffer> _buffers = ObjectPool.Create<JsonBuffer>();

    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    public void DisposeContext(HttpContext context, Exception? exception) { }

    public Task ProcessRequestAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "";
        return path.StartsWith(AdminEndpoints.Prefix, StringComparison.Ordinal)
            ? admin.AnswerAsync(context)
            : ServeAsync(context, path);
    }

    private async Task ServeAsync(HttpContext context, string path)
    {
        var route = Router.Match(context.Request.Method, path);
        if (route.Kind == RequestKind.FilesContent)
        {
            route = route with { Kind = fileEndpoints.ContentKind(route.Id) };
        }

        counters.Started(route.Kind);
        var exchange = new Exchange(context, route, counters, _buffers);
        try
        {
            await AnswerAsync(exchange);
        }
        catch (RefusedException e)
        {
            await errors.AnswerAsync(exchange, e.Error);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has gone: there is nobody to answer.
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
        }
    }

    private async Task AnswerAsync(Exchange exchange)
    {
        if (await gate.PassAsync(exchange.Aborted) is { } fault)
        {
            await errors.AnswerAsync(exchange, fault);
            return;
        }

        if (exchange.Kind.IsAccount())
        {
            await keyEndpoints.AnswerAsync(exchange);
            return;
        }

        if (RefusalOf(keys.Check(exchange.Request.Headers.Authorization)) is { } refusal)
        {
            await errors.AnswerAsync(exchange, refusal);
            return;
        }

        await ServeApiAsync(exchange);
    }

    private Task ServeApiAsync(Exchange exchange)
    {
        switch (exchange.Kind)
        {
            case RequestKind.FilesUpload:
            case RequestKind.FilesMetadata:
            case RequestKind.FilesContent:
            case RequestKind.FilesOutputContent:
            case RequestKind.FilesErrorContent:
            case RequestKind.FilesDelete:
            case RequestKind.FilesList:
                return fileEndpoints.AnswerAsync(exchange);
            case RequestKind.BatchesCreate:
            case RequestKind.BatchesGet:
            case RequestKind.BatchesCancel:
            case RequestKind.BatchesList:
                return batchEndpoints.AnswerAsync(exchange);
            default:
                return errors.AnswerAsync(exchange, new ApiError(StatusCodes.Status404NotFound, "Not Found"));
        }
    }

    private static ApiError? RefusalOf(KeyVerdict verdict) =>
        verdict switch
        {
            KeyVerdict.Good => null,
            KeyVerdict.Missing => ApiError.Unauthenticated(),
            KeyVerdict.Unknown => ApiError.Unauthenticated("Invalid API key"),
            KeyVerdict.NotYetActive => ApiError.Forbidden("The API key is not active yet"),
            _ => ApiError.Forbidden("Insufficient permissions: API key purpose does not allow this endpoint"),
        };
}
