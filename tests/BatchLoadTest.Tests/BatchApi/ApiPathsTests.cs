using BatchLoadTest.BatchApi;
using BatchLoadTest.BatchApi.Http;

namespace BatchLoadTest.Tests.BatchApi;

public sealed class ApiPathsTests
{
    private readonly ApiPaths paths = new(new BatchApiOptions { Host = new Uri("http://service.test:8080/ignored") });

    [Theory]
    [InlineData("file-1", "file-1")]
    [InlineData("a/b", "a%2Fb")]
    [InlineData("../admin", "..%2Fadmin")]
    [InlineData("a b?c#d", "a%20b%3Fc%23d")]
    [InlineData("100%", "100%25")]
    [InlineData("%2F", "%252F")]
    [InlineData("ä\n", "%C3%A4%0A")]
    public void Paths_AnyId_IsEscapedIntoOneSegment(string id, string segment)
    {
        const string Root = "http://service.test:8080/ai/v1";

        Assert.Equal($"{Root}/files/{segment}", paths.File(id).AbsoluteUri);
        Assert.Equal($"{Root}/files/{segment}/content", paths.Content(id).AbsoluteUri);
        Assert.Equal($"{Root}/batches/{segment}", paths.Batch(id).AbsoluteUri);
    }

    [Fact]
    public void Paths_VeryLongId_IsNoProblem()
    {
        var id = new string('x', 100_000);

        Assert.EndsWith("/" + id, paths.Batch(id).AbsoluteUri, StringComparison.Ordinal);
    }

    [Fact]
    public void Paths_OtherBase_IsUsed()
    {
        var openai = new ApiPaths(new BatchApiOptions { Host = new Uri("https://service.test"), ApiBase = "/v1" });

        Assert.Equal("https://service.test/v1/files", openai.Files.AbsoluteUri);
        Assert.Equal("https://service.test/v1/batches", openai.Batches.AbsoluteUri);
    }
}
