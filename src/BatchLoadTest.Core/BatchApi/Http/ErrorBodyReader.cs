using System.Buffers;
using System.Net.Http;
using BatchLoadTest.Measurements;

namespace BatchLoadTest.BatchApi.Http;

/// <summary>Reads the beginning of an error body for its words, and the rest so that the connection can serve on.</summary>
internal sealed class ErrorBodyReader<T> : BodyReader<T>
    where T : class
{
    private const int MaxWords = 4 * 1024;
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
            while (Received < MaxBody)
            {
                // The words fill the first half; what follows is read over and over into the second.
                var target =
                    words < MaxWords ? buffer.AsMemory(words, MaxWords - words) : buffer.AsMemory(MaxWords, MaxWords);
                var read = await body.ReadAsync(target, cancellationToken);
                if (read == 0)
                {
                    break;
                }

                Received += read;
                Activity?.Received();
                words = Math.Min(MaxWords, words + read);
            }

            return (Outcome.HttpStatus, Words(response, buffer.AsSpan(0, words), isCut: Received > words));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static string Words(HttpResponseMessage response, ReadOnlySpan<byte> body, bool isCut)
    {
        var words = AnswerWords.Of(response, body);
        if (isCut)
        {
            // A secret may have been cut in two.
            words += SecretRedactor.CutMark;
        }

        return response.Headers.Location is { } location ? $"redirect to {WithoutQuery(location)} {words}" : words;
    }

    // A signed address carries its secret there.
    private static string WithoutQuery(Uri location)
    {
        var text = location.OriginalString;
        var end = text.AsSpan().IndexOfAny('?', '#');
        return end < 0 ? text : text[..end];
    }
}
