using System.Buffers;
using System.Net.Http;
using BatchLoadTest.Measurements;

namespace BatchLoadTest.BatchApi.Http;

/// <summary>Reads the beginning of an error body for its words, and the rest so that the connection can serve on.</summary>
internal sealed class ErrorBodyReader<T> : BodyReader<T>
    where T : class
{
    private const int MaxWords = 4 * 1024;
    private const int MaxJson = 64 * 1024;
    private const int MaxBody = 256 * 1024;

    public override async ValueTask<(Outcome Outcome, string? Detail)> ReadAsync(
        HttpResponseMessage response,
        Stream body,
        CancellationToken cancellationToken
    )
    {
        var buffer = ArrayPool<byte>.Shared.Rent(2 * MaxWords);
        try
        {
            var words = 0;
            var limit = MaxWords;
            while (Received < MaxBody)
            {
                // The words come first; what follows is read over and over into the rest.
                var target = words < limit ? buffer.AsMemory(words, limit - words) : buffer.AsMemory(limit, MaxWords);
                var read = await body.ReadAsync(target, cancellationToken);
                if (read == 0)
                {
                    break;
                }

                Received += read;
                Activity?.Received();
                words = Math.Min(limit, words + read);
                if (words == limit && limit == MaxWords && IsJson(buffer.AsSpan(0, words)))
                {
                    // Cut, it would be no JSON, and its words are not found.
                    limit = MaxJson;
                    buffer = Grow(buffer, words, MaxJson + MaxWords);
                }
            }

            return (Outcome.HttpStatus, Words(response, buffer.AsSpan(0, words), isCut: Received > words));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static bool IsJson(ReadOnlySpan<byte> body) =>
        ByteOrderMark.Skip(body).TrimStart(" \t\r\n"u8) is [(byte)'{' or (byte)'[', ..];

    private static byte[] Grow(byte[] buffer, int used, int size)
    {
        var larger = ArrayPool<byte>.Shared.Rent(size);
        buffer.AsSpan(0, used).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }

    private string Words(HttpResponseMessage response, ReadOnlySpan<byte> body, bool isCut)
    {
        var words = AnswerWords.Of(response, body);
        if (isCut)
        {
            // A secret may have been cut in two.
            words += SecretRedactor.CutMark;
        }

        return (int)response.StatusCode is >= 300 and < 400 ? RedirectWords(response, words) : words;
    }

    private string RedirectWords(HttpResponseMessage response, string words)
    {
        // "Found" says nothing of what is missing there.
        var more = words.Length == 0 || words == response.ReasonPhrase ? "" : ": " + words;
        if (response.Headers.Location is not { } location)
        {
            return (int)response.StatusCode is 301 or 302 or 303 or 307 or 308
                ? "redirect that does not say where to (no Location)" + more
                : words;
        }

        var target = WithoutQuery(location);
        return Redirects >= Redirect.Max
            ? $"more than {Redirect.Max} redirects, perhaps in a circle; the last one to {target}{more}"
            : $"redirect to {target}{more}";
    }

    // A signed address carries its secret there.
    private static string WithoutQuery(Uri location)
    {
        var text = location.OriginalString;
        var end = text.AsSpan().IndexOfAny('?', '#');
        return end < 0 ? text : text[..end];
    }
}
