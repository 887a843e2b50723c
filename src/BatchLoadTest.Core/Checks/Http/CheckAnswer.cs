using System.Net.Http.Headers;
using System.Text.Json;

namespace BatchLoadTest.Checks.Http;

/// <summary>What came of a request of a check.</summary>
public sealed record CheckAnswer
{
    /// <summary>How a person sends the same; the key is <c>$API_KEY</c>.</summary>
    public required string Curl { get; init; }

    /// <summary>HTTP status; null where there was no whole answer.</summary>
    public int? Status { get; init; }

    /// <summary>Why there was none; null where there was.</summary>
    public string? Problem { get; init; }

    /// <summary>HTTP version of the answer.</summary>
    public Version? Version { get; init; }

    /// <summary>The answer's headers; null where there was none.</summary>
    public HttpResponseHeaders? Headers { get; init; }

    /// <summary>The headers that say what the body is.</summary>
    public HttpContentHeaders? ContentHeaders { get; init; }

    /// <summary>The body's beginning, as text.</summary>
    public string Body { get; init; } = "";

    /// <summary>The same as it came.</summary>
    public ReadOnlyMemory<byte> Bytes { get; init; }

    /// <summary>The whole length of the body in bytes.</summary>
    public long Length { get; init; }

    /// <summary>To the last byte.</summary>
    public TimeSpan Took { get; init; }

    /// <summary>How long the service wants to be left alone; null where it does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether the status is 2xx.</summary>
    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>Status and the service's own words, or why there was no answer; in one line.</summary>
    public required string Words { get; init; }

    /// <summary>The body as JSON; an undefined element where it is none.</summary>
    public JsonElement Json()
    {
        try
        {
            using var document = JsonDocument.Parse(Body);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return default;
        }
    }

    /// <summary>A header; null where there is none.</summary>
    public string? Header(string name) =>
        Headers?.TryGetValues(name, out var values) == true ? string.Join(", ", values) : null;

    /// <summary>A member; an undefined element where there is none.</summary>
    public JsonElement Member(string name) => Answered.Member(Json(), name);

    /// <summary>A member that is a text; null where there is none.</summary>
    public string? Text(string name) => Answered.Text(Json(), name);
}
