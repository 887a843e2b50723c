using System.Text;
using System.Text.Json;
using BatchLoadTest.BatchApi;
using BatchLoadTest.Measurements;
using BatchLoadTest.Scenarios.Data;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.Scenarios;

/// <summary><c>--vary</c>: rows of a file differ too, and in nothing but the beginning of their prompt.</summary>
public sealed class VariedFileTests : IDisposable
{
    private const int PieceBytes = 78;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(
        """{"messages":[{"role":"system","content":"sys"},{"role":"user","content":"HERE first"},{"role":"user","content":"b"}]}"""
    )]
    [InlineData("""{"messages":[{"content":"HERE first","role":"user"}],"prompt":"b"}""")]
    [InlineData(
        """{"messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:"}},{"type":"text","text":"HERE first"}]}]}"""
    )]
    [InlineData("""{"messages":[{"role":"assistant","content":"a"},{"role":"user","content":"HERE first"}]}""")]
    [InlineData("""{"input":"HERE first","model":"m"}""")]
    [InlineData("""{"model":"m","input":["HERE first","b"]}""")]
    [InlineData(
        """{"input":[{"role":"developer","content":"sys"},{"role":"user","content":[{"type":"input_text","text":"HERE first"}]}]}"""
    )]
    [InlineData("""{"prompt":"HERE first"}""")]
    [InlineData("""{"tools":[{"messages":[{"role":"user","content":"no"}]}],"prompt":["HERE first"]}""")]
    [InlineData("""{"prompt":"HERE \u00e9\" first"}""")]
    public async Task Row_OfAnyKind_BeginsItsFirstTextWithWords_AndIsTheSameElsewhere(string body)
    {
        using var file = await LoadAsync(Row("a", body) + "\n" + Row("b", body));

        var upload = file.NextUpload(3, 1);
        var sent = await CopyAsync(upload);

        Assert.Equal(upload.Source.Length, Encoding.UTF8.GetByteCount(sent));
        Assert.Equal(file.Bytes, upload.Source.Length);
        Assert.Equal(2, PiecesOf(sent).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(Row("a", body) + "\n" + Row("b", body), WithoutPieces(sent));
    }

    [Fact]
    public async Task Uploads_OfManyUsers_HaveNoPromptTwice_AndTheSameOnesAgainForTheSeed()
    {
        var rows = string.Join('\n', Enumerable.Range(0, 400).Select(row => Row($"{row}", """{"prompt":"HERE"}""")));
        using var file = await LoadAsync(rows);
        using var again = await LoadAsync(rows);
        using var other = await LoadAsync(rows, seed: 2);
        var pieces = new List<string>();
        foreach (var user in new[] { 1, 2, 300 })
        {
            foreach (var number in new long[] { 1, 2, 300 })
            {
                pieces.AddRange(PiecesOf(await CopyAsync(file.NextUpload(user, number))));
            }
        }

        Assert.Equal(9 * 400, pieces.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(await CopyAsync(file.NextUpload(2, 2)), await CopyAsync(again.NextUpload(2, 2)));
        Assert.NotEqual(await CopyAsync(file.NextUpload(2, 2)), await CopyAsync(other.NextUpload(2, 2)));
    }

    // The prompt begins before or behind the id, and anywhere in the pieces in which a large file is read.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task LargeFile_WithTags_HasBothInEachRow(bool idFirst)
    {
        const int Rows = 9_000;
        var content = new StringBuilder();
        for (var row = 0; row < Rows; row++)
        {
            var body = $$"""{"prompt":"HERE{{new string('x', row % 300)}}"}""";
            content.Append(idFirst ? Row($"id-{row:D5}", body) : RowWithIdLast($"id-{row:D5}", body)).Append('\n');
        }

        using var file = await LoadAsync(content.ToString(), "3f9a1c");
        var upload = file.NextUpload(1, 1);
        var sent = await CopyAsync(upload);

        Assert.True(content.Length > 1024 * 1024);
        Assert.Equal(upload.Source.Length, Encoding.UTF8.GetByteCount(sent));
        Assert.Equal(Rows, PiecesOf(sent).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(
            content.ToString(),
            WithoutPieces(sent).Replace("~3f9a1c-000001\"", "\"", StringComparison.Ordinal)
        );
        Assert.All(
            sent.TrimEnd('\n').Split('\n'),
            (line, row) =>
            {
                using var request = JsonDocument.Parse(line);
                var id = request.RootElement.GetProperty("custom_id").GetString();
                Assert.Equal($"id-{row:D5}~3f9a1c-000001", id);
                Assert.True(upload.Ids.TryFind(Encoding.UTF8.GetBytes(id!), out var found));
                Assert.Equal(row, found);
            }
        );
    }

    [Fact]
    public async Task Rows_WithoutATextToVary_AreRefusedInOneLine()
    {
        var refused = await Assert.ThrowsAsync<DataFileException>(() =>
            LoadAsync(
                Row("a", """{"prompt":"p"}""")
                    + "\n"
                    + Row("b", """{"messages":[{"role":"system","content":"s"}]}""")
                    + "\n"
                    + Row("c", """{"input":[1,2,3]}""")
                    + "\n"
                    + Row("d", """{"x":1}""")
            )
        );

        Assert.EndsWith(
            "data.jsonl: --vary: line 2 has no text that could be varied (a user message's, input or prompt), and so have 2 more lines",
            Assert.Single(refused.Problems),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task WithoutVary_UploadIsTheFile_AndRepeatsItsPrompts()
    {
        var content =
            Row("a", """{"prompt":"12345678"}""")
            + "\n"
            + Row("b", """{"prompt":"12345678"}""")
            + "\n"
            + Row("c", """{"messages":[{"role":"system","content":"1234"},{"role":"user","content":"1"}]}""")
            + "\n"
            + Row("d", """{"input":[[1,2,3],[4]]}""")
            + "\n"
            + Row("e", """{"x":1}""");
        using var file = await LoadAsync(content, seed: null);

        Assert.Same(file.NextUpload(1, 1), file.NextUpload(2, 5));
        Assert.Equal(content, await CopyAsync(file.NextUpload(1, 1)));
        var expected = new PromptCounts
        {
            Uploads = 1,
            Rows = 5,
            Repeated = 3,
            Tokens = 2 + 2 + 2 + 4,
        };
        Assert.Equal(expected, file.NextUpload(1, 1).Source.Prompts);
    }

    [Fact]
    public async Task Varied_CountsPromptsOfTheirOwn_AndTheTokensOfTheWords()
    {
        using var file = await LoadAsync(
            Row("a", """{"prompt":"12345678"}""") + "\n" + Row("b", """{"prompt":"12345678"}""")
        );

        var expected = new PromptCounts
        {
            Uploads = 1,
            Rows = 2,
            Own = 2,
            Tokens = 2 * (2 + 13),
        };
        Assert.Equal(expected, file.NextUpload(1, 1).Source.Prompts);
    }

    private static string Row(string id, string body) =>
        $$"""{"custom_id":"{{id}}","method":"POST","url":"/v1/x","body":{{body}}}""";

    private static string RowWithIdLast(string id, string body) =>
        $$"""{"method":"POST","url":"/v1/x","body":{{body}},"custom_id":"{{id}}"}""";

    private static List<string> PiecesOf(string sent)
    {
        var bytes = Encoding.UTF8.GetBytes(sent);
        List<string> pieces = [];
        for (var at = 0; bytes.AsSpan(at).IndexOf("HERE"u8) is >= 0 and var place; at += place + 4)
        {
            pieces.Add(Encoding.UTF8.GetString(bytes.AsSpan(at + place - PieceBytes, PieceBytes)));
        }

        return pieces;
    }

    private static string WithoutPieces(string sent) =>
        string.Concat(
            sent.Split("HERE")
                .Zip(
                    PiecesOf(sent).Append(""),
                    (part, piece) => part[..^piece.Length] + (piece.Length > 0 ? "HERE" : "")
                )
        );

    private static async Task<string> CopyAsync(Upload upload)
    {
        using var target = new MemoryStream();
        await upload.Source.CopyToAsync(target, CancellationToken.None);
        return Encoding.UTF8.GetString(target.ToArray());
    }

    private Task<DataFile> LoadAsync(string content, string? distinctPart = null, int? seed = 1) =>
        DataFile.LoadAsync(
            folder.Write("data.jsonl", content),
            distinctPart,
            LineSplitter.DefaultMaxLine,
            CancellationToken.None,
            seed
        );
}
