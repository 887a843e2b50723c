using System.Collections.Concurrent;
using System.Net.Http;

namespace BatchLoadTest.Tests.Support.Http;

/// <summary>Answers requests without a network, at once and on the caller's thread, and remembers them.</summary>
internal sealed class StubHandler(
    Func<RecordedRequest, CancellationToken, Task<HttpResponseMessage>> answer,
    TimeProvider timeProvider
) : HttpMessageHandler
{
    private readonly ConcurrentQueue<RecordedRequest> requests = new();
    private int open;

    public StubHandler(Func<RecordedRequest, HttpResponseMessage> answer, TimeProvider? timeProvider = null)
        : this((request, _) => Task.FromResult(answer(request)), timeProvider ?? TimeProvider.System) { }

    public IReadOnlyList<RecordedRequest> Requests => [.. requests];

    /// <summary>Requests that are being answered.</summary>
    public int Open => Volatile.Read(ref open);

    /// <summary>Answers one after the other; the last one again and again.</summary>
    public static StubHandler InTurn(TimeProvider timeProvider, params IEnumerable<Func<HttpResponseMessage>> answers)
    {
        var queue = new Queue<Func<HttpResponseMessage>>(answers);
        return new StubHandler(_ => (queue.Count > 1 ? queue.Dequeue() : queue.Peek())(), timeProvider);
    }

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var headers = request.Headers.ToString() + request.Content?.Headers;
        var recorded = new RecordedRequest(
            request.Method,
            request.RequestUri!,
            headers,
            body,
            timeProvider.GetUtcNow()
        );
        Interlocked.Increment(ref open);
        requests.Enqueue(recorded);
        try
        {
            return await answer(recorded, cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref open);
        }
    }
}
