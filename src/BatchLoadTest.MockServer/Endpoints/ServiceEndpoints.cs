using BatchLoadTest.MockServer.Counting;
using BatchLoadTest.MockServer.Http;
using BatchLoadTest.MockServer.Keys;

namespace BatchLoadTest.MockServer.Endpoints;

/// <summary>The batch service itself: checks the key and hands the request to whoever serves it.</summary>
internal sealed class ServiceEndpoints(
    KeyStore keys,
    KeyEndpoints account,
    FileEndpoints files,
    BatchEndpoints batches,
    ErrorAnswers errors
)
{
    /// <summary>What a method and a path ask for, with downloads told apart by whose content it is.</summary>
    public Route Match(string method, string path)
    {
        var route = Router.Match(method, path);
        return route.Kind == RequestKind.FilesContent ? route with { Kind = files.ContentKind(route.Id) } : route;
    }

    public Task AnswerAsync(Exchange exchange)
    {
        if (exchange.Kind.IsAccount())
        {
            return account.AnswerAsync(exchange);
        }

        if (RefusalOf(keys.Check(exchange.Request.Headers.Authorization)) is { } refusal)
        {
            return errors.AnswerAsync(exchange, refusal);
        }

        switch (exchange.Kind)
        {
            case RequestKind.FilesUpload:
            case RequestKind.FilesMetadata:
            case RequestKind.FilesContent:
            case RequestKind.FilesOutputContent:
            case RequestKind.FilesErrorContent:
            case RequestKind.FilesDelete:
            case RequestKind.FilesList:
                return files.AnswerAsync(exchange);
            case RequestKind.BatchesCreate:
            case RequestKind.BatchesGet:
            case RequestKind.BatchesCancel:
            case RequestKind.BatchesList:
                return batches.AnswerAsync(exchange);
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
            // Seen: as if there were no key, and for ever.
            KeyVerdict.WrongPurpose => ApiError.Unauthenticated(),
            _ => ApiError.Forbidden("Forbidden"),
        };
}
