using BatchLoadTest.MockServer.Batches;
using BatchLoadTest.MockServer.Counting;
using BatchLoadTest.MockServer.Http;
using BatchLoadTest.MockServer.Keys;

namespace BatchLoadTest.MockServer.Endpoints;

/// <summary>What is under <c>/mock</c>: for whoever runs the test, never counted, delayed or failed.</summary>
internal sealed class AdminEndpoints(RequestCounters requests, KeyStore keys, BatchStore batches)
{
    public const string Prefix = "/mock/";

    public Task AnswerAsync(HttpContext http)
    {
        var path = http.Request.Path.Value.AsSpan(Prefix.Length);
        if (HttpMethods.IsGet(http.Request.Method))
        {
            return path switch
            {
                "counts" => WriteCountsAsync(http),
                "healthz" => http.Response.WriteAsync("ok"),
                _ => NotFound(http),
            };
        }

        if (!HttpMethods.IsPost(http.Request.Method))
        {
            return NotFound(http);
        }

        switch (path)
        {
            case "reset":
                Reset();
                return http.Response.WriteAsync("ok");
            case "keys/revoke-all":
                keys.RevokeAll();
                return http.Response.WriteAsync("ok");
            default:
                return NotFound(http);
        }
    }

    public MockCounts Counts() => requests.Snapshot(keys.Counts(), batches.Counts());

    private void Reset()
    {
        requests.Reset();
        keys.ResetCounts();
        batches.ResetCounts();
    }

    private async Task WriteCountsAsync(HttpContext http)
    {
        using var buffer = new JsonBuffer();
        CountsJson.Write(buffer.Json, Counts());
        http.Response.ContentType = "application/json";
        await http.Response.BodyWriter.WriteAsync(buffer.Written, http.RequestAborted);
    }

    private static Task NotFound(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
