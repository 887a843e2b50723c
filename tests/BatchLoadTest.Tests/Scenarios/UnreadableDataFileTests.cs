using System.Text;
using BatchLoadTest.BatchApi;
using BatchLoadTest.Measurements;
using BatchLoadTest.Scenarios.Data;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.Scenarios;

public sealed class UnreadableDataFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public async Task LoadAsync_HalfASurrogatePair_IsADefectOfThatLine()
    {
        var path = folder.Write("data.jsonl", """{"custom_id":"\ud800","method":"POST","url":"/v1/x","body":{}}""");

        var defects = await Assert.ThrowsAsync<DataFileException>(() =>
            DataFile.LoadAsync(path, null, LineSplitter.DefaultMaxLine, default)
        );

        Assert.StartsWith($"{path}: line 1 is no valid JSON", defects.Problems[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task LoadAsync_Latin1_IsADefectOfThatLine()
    {
        const string Line = """{"custom_id":"a","method":"POST","url":"/v1/x","body":{"content":"schön"}}""";
        var path = folder.Write("data.jsonl", Encoding.Latin1.GetBytes(Line));

        var defects = await Assert.ThrowsAsync<DataFileException>(() =>
            DataFile.LoadAsync(path, null, LineSplitter.DefaultMaxLine, default)
        );

        Assert.Equal($"{path}: line 1 is not UTF-8 at byte 70", Assert.Single(defects.Problems));
    }

    // Our own file's fault must not pass for the service's.
    [Fact]
    public async Task Upload_FileHasBecomeShorter_IsNoBrokenConnection()
    {
        var content = new StringBuilder();
        for (var i = 0; i < 20_000; i++)
        {
            content.Append($$"""{"custom_id":"{{i}}","method":"POST","url":"/v1/chat/completions","body":{} }""");
            content.Append('\n');
        }

        var path = folder.Write("data.jsonl", content.ToString());
        using var file = await DataFile.LoadAsync(path, null, LineSplitter.DefaultMaxLine, default);
        folder.Write("data.jsonl", "");
        await using var server = new RawServer(connection => connection.UntilClosedAsync());
        using var link = new Link(server.Address);

        var response = await link.Client.UploadAsync(file, authorization: null).ResultAsync();

        Assert.Equal(Outcome.ThisMachine, response.Outcome);
        Assert.Contains(
            "data.jsonl changed while the run went on: it has 0 bytes",
            response.Detail,
            StringComparison.Ordinal
        );
    }

    public void Dispose() => folder.Dispose();
}
