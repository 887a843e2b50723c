using System.Text.Json;
using BatchLoadTest.MockServer.Counting;
using BatchLoadTest.MockServer.Options;

namespace BatchLoadTest.MockServer.Http;

/// <summary>Writes refusals as the flavour does; account requests speak the control layer's way in both.</summary>
internal sealed class ErrorAnswers(MockFlavour flavour)
{
    /// <summary>
    /// What the control layer's bodies say, whatever its header says: a client that trusts the body waits wrongly.
    /// </summary>
    private const int RetryAfterInBody = 30;

    public Task AnswerAsync(Exchange exchange, ApiError error)
    {
        if (error.RetryAfter > 0)
        {
            exchange.Response.Headers.RetryAfter = $"{error.RetryAfter}";
        }

        if (error.Allow is { } allowed)
        {
            exchange.Response.Headers.Allow = allowed;
        }

        if (flavour != MockFlavour.ControlLayer && !exchange.Kind.IsAccount())
        {
            return exchange.AnswerJsonAsync(error.Status, error, WriteOpenAI);
        }

        return error.Status switch
        {
            StatusCodes.Status409Conflict => exchange.AnswerJsonAsync(error.Status, error, WriteConflict),
            StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable => exchange.AnswerJsonAsync(
                error.Status,
                error,
                WriteRetryLater
            ),
            _ => exchange.AnswerTextAsync(error.Status, error.Message),
        };
    }

    private static void WriteConflict(Utf8JsonWriter json, ApiError error)
    {
        json.WriteStartObject();
        json.WriteString("message", error.Message);
        json.WriteString("resource", "unknown");
        json.WriteEndObject();
    }

    private static void WriteRetryLater(Utf8JsonWriter json, ApiError error)
    {
        json.WriteStartObject();
        var tooMany = error.Status == StatusCodes.Status429TooManyRequests;
        json.WriteString("error", tooMany ? "too_many_requests" : "service_unavailable");
        json.WriteString("message", error.Message);
        json.WriteNumber("retry_after_seconds", RetryAfterInBody);
        json.WriteEndObject();
    }

    private static void WriteOpenAI(Utf8JsonWriter json, ApiError error)
    {
        json.WriteStartObject();
        json.WriteStartObject("error");
        json.WriteString("message", error.OtherWords ?? error.Message);
        json.WriteString(
            "type",
            error.Status switch
            {
                StatusCodes.Status429TooManyRequests => "requests",
                >= StatusCodes.Status500InternalServerError => "server_error",
                _ => "invalid_request_error",
            }
        );
        json.WriteString("param", error.Param);
        json.WriteString("code", error.Code);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
