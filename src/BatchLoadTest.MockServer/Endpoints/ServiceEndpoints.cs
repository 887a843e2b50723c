using BatchLoadTest.MockServer.Counting;
using BatchLoadTest.MockServer.Http;
using BatchLoadTest.MockServer.Keys;
using BatchLoadTest.MockServer.Options;

namespace BatchLoadTest.MockServer.Endpoints;

/// <summary>The batch service itself: checks the key and hands the request to whoever serves it.</summary>
internal sealed class ServiceEndpoints(
    FlavourRules rules,
    KeyStore keys,
    KeyEndpoints account,
    FileEndpoints files,
    BatchEndpoints batches,
    ErrorAnswers errors,
    IReadOnlyList<string> models
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

        if (!IsServed(exchange.Request))
        {
            return errors.AnswerAsync(exchange, ApiError.NoResource());
        }

        if (RefusalOf(Check(exchange.Request.Headers)) is { } refusal)
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
            case RequestKind.FilesCostEstimate when rules.KnowsCosts:
                return files.AnswerAsync(exchange);
            case RequestKind.BatchesCreate:
            case RequestKind.BatchesGet:
            case RequestKind.BatchesCancel:
            case RequestKind.BatchesList:
            case RequestKind.BatchesDelete when rules.DeletesBatches:
            case RequestKind.BatchesAnalytics when rules.KnowsCosts:
            case RequestKind.BatchesRetry or RequestKind.BatchesRetryRequests when rules.RetriesRows:
                return batches.AnswerAsync(exchange);
            case RequestKind.ModelsList when models.Count > 0:
                return ListModelsAsync(exchange);
            default:
                return errors.AnswerAsync(exchange, new ApiError(StatusCodes.Status404NotFound, "Not Found"));
        }
    }

    private Task ListModelsAsync(Exchange exchange) =>
        exchange.AnswerJsonAsync(
            StatusCodes.Status200OK,
            models,
            static (json, models) =>
            {
                json.WriteStartObject();
                json.WriteString("object", "list");
                json.WriteStartArray("data");
                foreach (var model in models)
                {
                    json.WriteStartObject();
                    json.WriteString("id", model);
                    json.WriteString("object", "model");
                    json.WriteNumber("created", 0);
                    json.WriteString("owned_by", "None");
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                json.WriteEndObject();
            }
        );

    private KeyVerdict Check(IHeaderDictionary headers) =>
        rules.KeyHeader is null
            ? keys.Check(headers.Authorization)
            : keys.CheckSecret(headers[rules.KeyHeader].ToString());

    private bool IsServed(HttpRequest request)
    {
        var path = request.Path.Value ?? "";
        return (rules.Base is null || path.StartsWith(rules.Base, StringComparison.Ordinal))
            && (
                !rules.NeedsVersion
                || path.StartsWith("/openai/v1/", StringComparison.Ordinal)
                || request.Query["api-version"].ToString().Length > 0
            );
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
