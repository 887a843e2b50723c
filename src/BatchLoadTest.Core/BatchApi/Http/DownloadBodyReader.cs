using System.Buffers;
using System.Net.Http;
using BatchLoadTest.Measurements;

namespace BatchLoadTest.BatchApi.Http;

/// <summary>Hands a body piece by piece to a consumer; memory does not depend on its length.</summary>
internal sealed class DownloadBodyReader<T>(T consumer, string incompleteHeader, string lastLineHeader) : BodyReader<T>
    where T : class, IContentConsumer
{
    private const int SmallBuffer = 8 * 1024;
    private const int LargeBuffer = 64 * 1024;

    public override bool FollowsRedirects => true;

    public override async ValueTask<(Outcome Outcome, string? Detail)> ReadAsync(
        HttpResponseMessage response,
        Stream body,
        CancellationToken cancellationToken
    )
    {
        if (
            response.Headers.NonValidated.TryGetValues(incompleteHeader, out var incomplete)
            && string.Equals(incomplete.ToString(), "true", StringComparison.OrdinalIgnoreCase)
        )
        {
            consumer.NoteIncomplete();
        }

        if (response.Headers.NonValidated.TryGetValues(lastLineHeader, out var lastLine))
        {
            consumer.NoteLastLine(lastLine.ToString());
        }

        var size = response.Content.Headers.ContentLength <= SmallBuffer ? SmallBuffer : LargeBuffer;
        var buffer = ArrayPool<byte>.Shared.Rent(size);
        try
        {
            int read;
            while ((read = await body.ReadAsync(buffer, cancellationToken)) > 0)
            {
                Received += read;
                Activity?.Received();
                consumer.Consume(buffer.AsSpan(0, read));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        if (consumer.Complete() is { } problem)
        {
            return (Outcome.ContentMismatch, problem);
        }

        Value = consumer;
        return (Outcome.Success, null);
    }
}
