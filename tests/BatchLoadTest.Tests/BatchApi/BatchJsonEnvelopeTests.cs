using System.Text;
using System.Text.Json;
using BatchLoadTest.BatchApi;

namespace BatchLoadTest.Tests.BatchApi;

public sealed class BatchJsonEnvelopeTests
{
    [Theory]
    [InlineData("""{"id":"b","status":"in_progress","job":{"id":"row-1","status":"failed","output_file_id":"x"}}""")]
    [InlineData("""{"job":{"id":"row-1","status":"failed","output_file_id":"x"},"id":"b","status":"in_progress"}""")]
    [InlineData("""{"status":"success","job":{"id":"b","status":"in_progress"}}""")]
    [InlineData("""{"job":{"id":"b","status":"in_progress"},"status":"success"}""")]
    [InlineData("""{"id":"call-1","job":{"id":"b","status":"in_progress"}}""")]
    public void Parse_ObjectsWithinObjects_AreNeverMixed(string body)
    {
        var batch = BatchJson.Parse(Encoding.UTF8.GetBytes(body));

        Assert.Equal("b", batch.Id);
        Assert.Equal(BatchState.InProgress, batch.Status.State);
        Assert.Null(batch.OutputFileId);
    }

    [Theory]
    [InlineData("""{"id":"b","status":"completed"}{"id":"c","status":"failed"}""")]
    [InlineData("""{"id":"b","status":"completed"}]""")]
    [InlineData("""{"id":"b","status":"completed"} upstream connect error""")]
    public void Parse_AnythingBehindTheObject_IsRefused(string body) =>
        Assert.ThrowsAny<JsonException>(() => BatchJson.Parse(Encoding.UTF8.GetBytes(body)));

    [Theory]
    [InlineData("""{"id":"f","job":{"id":"x"}}""")]
    [InlineData("""{"job":{"id":"x"},"id":"f"}""")]
    [InlineData("""{"file":{"id":"f","bytes":7}}""")]
    public void ParseFile_ObjectsWithinObjects_AreNeverMixed(string body) =>
        Assert.Equal("f", FileJson.Parse(Encoding.UTF8.GetBytes(body)).Id);
}
