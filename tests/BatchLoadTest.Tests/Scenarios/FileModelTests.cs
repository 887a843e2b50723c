using System.Text;
using System.Text.Json;
using BatchLoadTest.BatchApi;
using BatchLoadTest.Scenarios.Data;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.Scenarios;

/// <summary>A class with a model and a file: rows name that model, and are the same in all else.</summary>
public sealed class FileModelTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("""{"model":"old","input":"x"}""", """{"model":"new-one","input":"x"}""")]
    [InlineData("""{"input":"x", "model" : "a\u00e9 much longer name" }""", """{"input":"x", "model" : "new-one" }""")]
    [InlineData("""{"input":"x"}""", """{"model":"new-one","input":"x"}""")]
    [InlineData("""{ "input":{"model":"inner"}}""", """{"model":"new-one", "input":{"model":"inner"}}""")]
    [InlineData("""{}""", """{"model":"new-one"}""")]
    [InlineData("""{"model":null,"input":"x"}""", """{"model":"new-one","input":"x"}""")]
    [InlineData("""{"model":{"name":"old"},"input":"x"}""", """{"model":"new-one","input":"x"}""")]
    [InlineData("""{"model":"first","model":"old"}""", """{"model":"first","model":"new-one"}""")]
    [InlineData("""{"\ud83d":1,"model":"old"}""", """{"\ud83d":1,"model":"new-one"}""")]
    public async Task EachRow_NamesTheModel_AndIsTheSameElsewhere(string body, string expected)
    {
        using var file = await LoadAsync(Row("a", body) + "\n" + Row("b", body) + "\n");

        var upload = file.NextUpload(1, 1);
        var sent = await CopyAsync(upload);

        Assert.Equal(Row("a", expected) + "\n" + Row("b", expected) + "\n", sent);
        Assert.Equal((sent.Length, sent.Length), (upload.Source.Length, file.Bytes));
    }

    [Fact]
    public async Task Model_WithCharactersThatJsonEscapes_IsEscaped()
    {
        using var file = await LoadAsync(Row("a", """{"model":"old"}"""), model: "a\"b\\c");

        using var sent = JsonDocument.Parse(await CopyAsync(file.NextUpload(1, 1)));

        Assert.Equal("a\"b\\c", sent.RootElement.GetProperty("body").GetProperty("model").GetString());
    }

    // Members in any order, and anywhere in the pieces in which a large file is read.
    [Theory]
    [InlineData(
        """{"custom_id":"ID","method":"POST","url":"/v1/embeddings","body":{"model":"MODEL","input":"TEXT"}}"""
    )]
    [InlineData(
        """{"body":{"input":"TEXT","model":"MODEL"},"method":"POST","url":"/v1/embeddings","custom_id":"ID"}"""
    )]
    [InlineData(
        """{"body":{"model":"MODEL","input":"TEXT"},"custom_id":"ID","method":"POST","url":"/v1/embeddings"}"""
    )]
    public async Task LargeFile_WithTagsAndWords_HasAllThreeInEachRow(string row)
    {
        const int Rows = 6_000;
        var rows = Enumerable
            .Range(0, Rows)
            .Select(number =>
                row.Replace("ID", $"id-{number}", StringComparison.Ordinal)
                    .Replace("MODEL", new string('m', number % 200), StringComparison.Ordinal)
                    .Replace("TEXT", new string('x', 1 + (number % 300)), StringComparison.Ordinal)
            );
        using var file = await LoadAsync(string.Join('\n', rows), distinctPart: "abcdef", seed: 1);
        Assert.True(file.Length > 1024 * 1024);

        var upload = file.NextUpload(1, 1);
        var sent = await CopyAsync(upload);

        Assert.Equal(upload.Source.Length, Encoding.UTF8.GetByteCount(sent));
        var lines = sent.Split('\n');
        Assert.Equal(Rows, lines.Length);
        for (var number = 0; number < Rows; number++)
        {
            using var line = JsonDocument.Parse(lines[number]);
            var body = line.RootElement.GetProperty("body");
            Assert.Equal("new-one", body.GetProperty("model").GetString());
            Assert.StartsWith(
                $"id-{number}~",
                line.RootElement.GetProperty("custom_id").GetString(),
                StringComparison.Ordinal
            );
            Assert.EndsWith(
                new string('x', 1 + (number % 300)),
                body.GetProperty("input").GetString(),
                StringComparison.Ordinal
            );
        }
    }

    [Fact]
    public async Task NameThatIsLongerThanAPiece_IsReplacedWhole()
    {
        var long1 = new string('m', 700_000);
        using var file = await LoadAsync(
            Row("a", $$"""{"model":"{{long1}}","input":"x"}""") + "\n" + Row("b", $$"""{"model":"{{long1}}"}""")
        );

        Assert.Equal(
            Row("a", """{"model":"new-one","input":"x"}""") + "\n" + Row("b", """{"model":"new-one"}"""),
            await CopyAsync(file.NextUpload(1, 1))
        );
    }

    private static string Row(string id, string body) =>
        $$"""{"custom_id":"{{id}}","method":"POST","url":"/v1/embeddings","body":{{body}}}""";

    private static async Task<string> CopyAsync(Upload upload)
    {
        using var target = new MemoryStream();
        await upload.Source.CopyToAsync(target, CancellationToken.None);
        return Encoding.UTF8.GetString(target.ToArray());
    }

    private Task<DataFile> LoadAsync(
        string content,
        string model = "new-one",
        string? distinctPart = null,
        int? seed = null
    ) =>
        DataFile.LoadAsync(
            folder.Write("data.jsonl", content),
            distinctPart,
            LineSplitter.DefaultMaxLine,
            CancellationToken.None,
            seed,
            model
        );
}
