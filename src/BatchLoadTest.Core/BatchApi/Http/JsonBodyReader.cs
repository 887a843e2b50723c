using System.Buffers;
using System.Net.Http;
using System.Text.Json;
using BatchLoadTest.Measurements;

namespace BatchLoadTest.BatchApi.Http;

/// <summary>Reads an answer that is one JSON value.</summary>
internal sealed class JsonBodyReader<T>(JsonBody<T> parse) : BodyReader<T>
    where T : class
{
    // Rented only now that the headers have come: a buffer for every waiting request would be most of the memory.
    private const int FirstBuffer = 2 * 1024;

    // A status or file object is a few hundred bytes; what is larger than this is something else.
    private const int MaxBody = 4 * 1024 * 1024;

    public override async ValueTask<(Outcome Outcome, string? Detail)> ReadAsync(
        HttpResponseMessage response,
        Stream body,
        CancellationToken cancellationToken
    )
    {
        var buffer = ArrayPool<byte>.Shared.Rent(FirstBuffer);
        try
        {
            var length = 0;
            while (true)
            {
                if (length == buffer.Length)
                {
                    if (length >= MaxBody)
                    {
                        return (
                            Outcome.MalformedBody,
                            $"the answer is too large: more than {MaxBody / (1024 * 1024)} MiB, the most that is read of an answer that is one JSON value"
                        );
                    }

                    buffer = Grow(buffer);
                }

                var read = await body.ReadAsync(buffer.AsMemory(length), cancellationToken);
                if (read == 0)
                {
                    return Parse(buffer.AsSpan(0, length), response);
                }

                length += read;
                Received = length;
                Activity?.Received();
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private (Outcome Outcome, string? Detail) Parse(ReadOnlySpan<byte> body, HttpResponseMessage response)
    {
        body = ByteOrderMark.Skip(body);
        if (body.IsEmpty)
        {
            return (Outcome.MalformedBody, "the body is empty");
        }

        try
        {
            Value = parse(body, response);
            return (Outcome.Success, null);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            // A gateway's 200 with an error in it: the service's words tell more than what is missing.
            var what =
                ErrorText.MessageOf(body) is { } words ? $"with an error in its body: {words}"
                : AnswerWords.IsPage(body) ? $"with a page where JSON belongs: {AnswerWords.Of(response, body)}"
                : null;
            return (
                Outcome.MalformedBody,
                what is null ? exception.Message : $"HTTP {(int)response.StatusCode} {what}"
            );
        }
    }

    private static byte[] Grow(byte[] buffer)
    {
        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }
}
