using System.Text;
using System.Text.Json;
using BatchLoadTest.MockServer.Counting;
using BatchLoadTest.MockServer.Options;
using Microsoft.Extensions.ObjectPool;

namespace BatchLoadTest.MockServer.Http;

/// <summary>One request and its answer, and the one way to answer it, so that no status or byte goes uncounted.</summary>
internal sealed class Exchange(HttpContext http, Route route, RequestCounters counters, ObjectPool<JsonBuffer> buffers)
{
    public HttpRequest Request => http.Request;

    public HttpResponse Response => http.Response;

    public CancellationToken Aborted => http.RequestAborted;

    public RequestKind Kind => route.Kind;

    /// <summary>The id in the path, or empty.</summary>
    public string Id => route.Id;

    /// <summary>Whose key it came with.</summary>
    public KeyOwner Owner { get; set; }

    /// <summary>What the last part of a download waits for; null for nothing.</summary>
    public Func<CancellationToken, Task>? BeforeLastPart { get; init; }

    /// <summary>An answer has begun, so that no other can be given any more.</summary>
    public bool Answered { get; private set; }

    public void Received(long bytes) => counters.Received(bytes);

    public void Sent(long bytes) => counters.Sent(bytes);

    /// <summary>Sets the status and counts it before a byte leaves: who has the answer finds it in the counts.</summary>
    public void Begin(int status)
    {
        http.Response.StatusCode = status;
        if (!Answered)
        {
            Answered = true;
            counters.Answered(route.Kind, status);
        }
    }

    public Task AnswerAsync(int status)
    {
        Begin(status);
        return Task.CompletedTask;
    }

    public async Task AnswerJsonAsync<TState>(int status, TState state, Action<Utf8JsonWriter, TState> write)
    {
        var buffer = buffers.Get();
        try
        {
            write(buffer.Json, state);
            await AnswerAsync(status, "application/json", buffer.Written);
        }
        finally
        {
            buffers.Return(buffer);
        }
    }

    public Task AnswerTextAsync(int status, string text) =>
        AnswerAsync(status, "text/plain; charset=utf-8", Encoding.UTF8.GetBytes(text));

    private async Task AnswerAsync(int status, string contentType, ReadOnlyMemory<byte> body)
    {
        Begin(status);
        Sent(body.Length);
        http.Response.ContentType = contentType;
        http.Response.ContentLength = body.Length;
        await http.Response.BodyWriter.WriteAsync(body, Aborted);
    }
}
