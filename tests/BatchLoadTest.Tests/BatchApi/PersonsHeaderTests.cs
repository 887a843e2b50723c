using System.Net.Http;
using BatchLoadTest.BatchApi;
using BatchLoadTest.BatchApi.Http;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.BatchApi;

public sealed class PersonsHeaderTests
{
    // .NET keeps headers about the body apart and throws when asked for one of them among the others.
    [Fact]
    public async Task Create_HeaderAboutTheBody_IsSentInsteadOfOurs()
    {
        using var handler = new StubHandler(_ => Answer.Batch("validating"));
        var options = new BatchApiOptions
        {
            Host = Connecting.StubHost,
            Headers = [new("Content-Type", "application/json; charset=utf-8"), new("Content-Language", "en")],
        };
        using var connection = Connecting.To(handler, TimeProvider.System, options: options);
        var client = new BatchApiClient(connection, new ApiPaths(options));

        var created = await client.CreateBatchAsync(new BatchRequest("f", "/v1/x", "24h", "run", "user"), null);
        var read = await client.GetBatchAsync("batch-1", null);

        Assert.True(created.IsSuccess);
        Assert.True(read.IsSuccess);
        Assert.Contains(
            "Content-Type: application/json; charset=utf-8",
            handler.Requests[0].Headers,
            StringComparison.Ordinal
        );
        Assert.Contains("Content-Language: en", handler.Requests[0].Headers, StringComparison.Ordinal);
    }
}
