using System.Text;
using System.Text.Json;
using BatchLoadTest.BatchApi;
using BatchLoadTest.BatchApi.Http;

namespace BatchLoadTest.Tests.BatchApi;

public sealed class FileJsonTests
{
    [Theory]
    [InlineData("""{"id":"f","object":"file","bytes":2066,"created_at":1,"filename":"x","purpose":"batch"}""", 2066L)]
    [InlineData("""{"id":"f","bytes":null}""", null)]
    [InlineData("""{"id":"f"}""", null)]
    [InlineData("""{"id":"f","bytes":"2066"}""", 2066L)]
    [InlineData("""{"id":"f","bytes":"many"}""", null)]
    [InlineData("""{"metadata":{"id":"x","bytes":7},"tags":[{"id":"y"}],"id":"f","bytes":5}""", 5L)]
    [InlineData("""{"file":{"id":"f","bytes":5}}""", 5L)]
    [InlineData("""{"ok":true,"file":null,"id":"f"}""", null)]
    public void Parse_AsServicesDiffer_FindsIdAndSize(string body, long? bytes)
    {
        var file = Parse(body);

        Assert.Equal("f", file.Id);
        Assert.Equal(bytes, file.Bytes);
    }

    [Theory]
    [InlineData("""{"object":"file"}""")]
    [InlineData("""{"id":""}""")]
    [InlineData("""{"id":"."}""")]
    [InlineData("""{"id":".."}""")]
    [InlineData("""{"file":{"id":".."}}""")]
    [InlineData("""{"id":null}""")]
    [InlineData("""{"metadata":{"id":"x"}}""")]
    [InlineData("""{"data":[{"id":"x"}]}""")]
    [InlineData("""[{"id":"x"}]""")]
    [InlineData("""{"id":"x" """)]
    [InlineData("""{"id":"x"} {"id":"y"}""")]
    [InlineData("OK")]
    [InlineData("")]
    public void Parse_WhatIsNoFile_IsRefused(string body) => Assert.ThrowsAny<JsonException>(() => Parse(body));

    [Fact]
    public void Parse_LongOpaqueId_IsKept()
    {
        var id = new string('x', 10_000);

        Assert.Equal(id, Parse($$"""{"id":"{{id}}"}""").Id);
    }

    private static UploadedFile Parse(string body) => FileJson.Parse(Encoding.UTF8.GetBytes(body));
}
