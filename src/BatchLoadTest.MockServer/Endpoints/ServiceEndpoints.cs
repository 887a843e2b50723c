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
    IReadOnlyList<string> models,
    bool sharesObjects
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

        if (exchange.Kind == RequestKind.Other && NotAllowed(exchange.Request) is { } notAllowed)
        {
            return errors.AnswerAsync(exchange, notAllowed);
        }

        if (RefusalOf(Check(exchange.Request.Headers, out var owner)) is { } refusal)
        {
            return errors.AnswerAsync(exchange, refusal);
        }

        exchange.Owner = sharesObjects ? KeyOwner.First : owner;

        return exchange.Kind switch
        {
            _ when !Serves(exchange.Kind) => errors.AnswerAsync(
                exchange,
                NotAllowed(exchange.Request) ?? NoSuchAddress(exchange.Request)
            ),
            RequestKind.ModelsList => ListModelsAsync(exchange),
            <= RequestKind.FilesCostEstimate => files.AnswerAsync(exchange),
            _ => batches.AnswerAsync(exchange),
        };
    }

    private bool Serves(RequestKind kind) =>
        kind switch
        {
            RequestKind.FilesCostEstimate or RequestKind.BatchesAnalytics => rules.KnowsCosts,
            RequestKind.BatchesResults => rules.ListsRows,
            RequestKind.BatchesDelete => rules.DeletesBatches,
            RequestKind.BatchesRetry or RequestKind.BatchesRetryRequests => rules.RetriesRows,
            RequestKind.ModelsList => models.Count > 0,
            _ => kind != RequestKind.Other,
        };

    // As the control layer does it, before it looks at the key.
    private ApiError? NotAllowed(HttpRequest request)
    {
        var path = request.Path.Value ?? "";
        var allowed = Router.KindsAt(path).Where(one => Serves(one.Kind)).Select(one => one.Method).ToList();
        return allowed.Count > 0 ? ApiError.NotAllowed(request.Method, path, allowed) : null;
    }

    private static ApiError NoSuchAddress(HttpRequest request) =>
        new(StatusCodes.Status404NotFound, "Not Found")
        {
            OtherWords = $"Invalid URL ({request.Method} {request.Path})",
        };

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

    private KeyVerdict Check(IHeaderDictionary headers, out KeyOwner owner) =>
        rules.KeyHeader is null
            ? keys.Check(headers.Authorization, out owner)
            : keys.CheckSecret(headers[rules.KeyHeader].ToString(), out owner);

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
            KeyVerdict.Missing => ApiError.NoKey(),
            KeyVerdict.Unknown => ApiError.WrongKey(),
            KeyVerdict.NotYetActive => ApiError.Forbidden("The API key is not active yet"),
            // Seen: as if there were no key, and for ever.
            KeyVerdict.WrongPurpose => ApiError.Unauthenticated(),
            _ => ApiError.Forbidden("Forbidden"),
        };
}
