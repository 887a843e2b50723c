using System.Text;
using BatchLoadTest.BatchApi;
using BatchLoadTest.BatchApi.Http;
using BatchLoadTest.Scenarios.Data;
using BatchLoadTest.Tests.Support;
using FsCheck.Fluent;

namespace BatchLoadTest.Tests.Scenarios;

public sealed class DistinctIdsTests : IDisposable
{
    private const string RunPart = "3f9a1c";

    // "~3f9a1c-000001"
    private const int TagLength = 14;
    private const int Piece = 64 * 1024;
    private const int KeptInMemory = 1024 * 1024;

    private readonly TemporaryFolder folder = new();

    [Fact]
    public async Task NextUpload_SmallFile_AddsATagToEachIdAndNothingElse()
    {
        using var file = await LoadAsync(Row("a") + "\r\n" + Row("b", "é") + "\n\n");

        Assert.Equal(
            Row("a~3f9a1c-000001") + "\r\n" + Row("b~3f9a1c-000001", "é") + "\n\n",
            Encoding.UTF8.GetString(await CopyAsync(file.NextUpload(1, 1)))
        );
        Assert.Contains("b~3f9a1c-000002", Encoding.UTF8.GetString(await CopyAsync(file.NextUpload(1, 1))));
    }

    [Fact]
    public void NextUpload_AnySmallFile_SendsWhatItAnnouncesWithItsOwnIds() =>
        Law.Holds(
            from ids in Gen.Choose(1, 1_000_000).ArrayOf(40)
            from padding in Gen.Choose(0, 4000)
            select (Ids: ids.Distinct().Select(id => $"id-{id}").ToArray(), padding),
            content =>
            {
                var text = string.Join('\n', content.Ids.Select(id => Row(id, new string('x', content.padding))));
                using var file = LoadAsync(text).GetAwaiter().GetResult();

                for (var i = 0; i < 2; i++)
                {
                    CheckAsync(file.NextUpload(1, 1), content.Ids).GetAwaiter().GetResult();
                }
            }
        );

    // The id ends that many bytes before or behind each border of the pieces in which the file is read.
    [Theory]
    [InlineData(-2)]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public async Task NextUpload_IdEndsAtPieceBorder_IsTaggedOnce(int off)
    {
        foreach (var size in new[] { KeptInMemory / 2, KeptInMemory, 3 * KeptInMemory })
        {
            var (content, ids) = WithIdsAtBorders(size, off);
            using var file = await LoadAsync(content);

            await CheckAsync(file.NextUpload(1, 1), ids);
            await CheckAsync(file.NextUpload(1, 1), ids);
        }
    }

    [Fact]
    public async Task NextUpload_ManyAtOnce_AreAllDifferentAndWhole()
    {
        var (content, ids) = WithIdsAtBorders(2 * KeptInMemory, 0);
        using var file = await LoadAsync(content);

        var sent = await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(_ =>
                    Task.Run(async () =>
                    {
                        var upload = file.NextUpload(1, 1);
                        await CheckAsync(upload, ids);
                        return upload.Ids.IdOf(0);
                    })
                )
        );

        Assert.Equal(8, sent.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task TryFind_IdOfAnotherUploadOrOfTheFile_IsForeign()
    {
        using var file = await LoadAsync(Row("a"));
        var one = file.NextUpload(1, 1).Ids;
        var other = file.NextUpload(1, 1).Ids;

        Assert.False(other.TryFind(Encoding.UTF8.GetBytes(one.IdOf(0)), out _));
        Assert.False(one.TryFind(Encoding.UTF8.GetBytes(other.IdOf(0)), out _));
        Assert.False(one.TryFind("a"u8, out _));
        Assert.False(one.TryFind("~3f9a1c-000001"u8, out _));
    }

    [Fact]
    public async Task NextUpload_EscapedId_IsFoundByItsMeaning()
    {
        using var file = await LoadAsync(Row("\\u0061\\\"\\n") + "\n" + Row("é\\ud83d\\ude80"));

        await CheckAsync(file.NextUpload(1, 1), ["a\"\n", "é🚀"]);
    }

    [Theory]
    [InlineData(64 - TagLength, true)]
    [InlineData(65 - TagLength, false)]
    public async Task LoadAsync_LongId_IsRefusedWhereTheTagMakesItTooLong(int length, bool fits)
    {
        var content = Row("short") + "\n" + Row(new string('i', length));
        if (fits)
        {
            using var file = await LoadAsync(content);
            Assert.Equal(64, file.NextUpload(1, 1).Ids.IdOf(1).Length);
            return;
        }

        var refused = await Assert.ThrowsAsync<DataFileException>(() => LoadAsync(content));
        Assert.EndsWith(
            "its longest custom_id has 51 characters; distinct ids add 14, and services take 64 in all",
            Assert.Single(refused.Problems),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task LoadAsync_ShortIdInManyEscapes_IsNotTooLong()
    {
        using var file = await LoadAsync(Row(string.Concat(Enumerable.Repeat("\\u0061", 20))));

        await CheckAsync(file.NextUpload(1, 1), [new string('a', 20)]);
    }

    [Fact]
    public async Task LoadAsync_LongIdAndNoTags_IsTaken()
    {
        var path = folder.Write("data.jsonl", Row(new string('i', 64)));
        using var file = await DataFile.LoadAsync(path, null, LineSplitter.DefaultMaxLine, CancellationToken.None);

        Assert.Equal(1, file.Rows);
    }

    public void Dispose() => folder.Dispose();

    private static string Row(string id, string text = "") =>
        $$$"""{"method":"POST","url":"/v1/chat/completions","custom_id":"{{{id}}}","body":{"text":"{{{text}}}"}}""";

    // In each piece one row whose id ends at the piece's border, moved by some bytes.
    private static (string Content, string[] Ids) WithIdsAtBorders(int size, int off)
    {
        var beforeId = Row("").IndexOf("\",\"body\"", StringComparison.Ordinal);
        var content = new StringBuilder();
        var ids = new List<string>();
        for (var border = Piece; border <= size - Piece; border += Piece)
        {
            var id = $"border-{border:D8}";
            var filler = $"filler-{border:D8}";
            var start = border + off - beforeId - id.Length;
            var empty = content.Length + Row(filler).Length + 1;
            content.Append(Row(filler, new string('x', start - empty))).Append('\n');
            Assert.Equal(start, content.Length);
            content.Append(Row(id)).Append('\n');
            ids.AddRange([filler, id]);
        }

        // Exactly the size, which is also the border between kept in memory and not.
        var rest = size - content.Length - Row("last").Length;
        content.Append(Row("last", new string('x', rest)));
        return (content.ToString(), [.. ids, "last"]);
    }

    private static async Task CheckAsync(Upload upload, IReadOnlyList<string> ids)
    {
        var bytes = await CopyAsync(upload);
        Assert.Equal(upload.Source.Length, bytes.Length);
        Assert.Equal(ids.Count, upload.Ids.Count);
        var row = 0;
        var tags = new HashSet<string>(StringComparer.Ordinal);
        var lines = new LineSplitter(LineSplitter.DefaultMaxLine, (_, _) => Assert.Fail("no line is that long"));
        lines.Consume(bytes, Take);
        lines.Complete(Take);
        Assert.Equal(ids.Count, row);
        Assert.Equal(TagLength, Assert.Single(tags).Length);

        void Take(ReadOnlySpan<byte> line)
        {
            Assert.True(RequestLine.TryParse(line, out var request, out var problem), problem);
            var id = Encoding.UTF8.GetString(request.CustomId);
            Assert.StartsWith(ids[row], id, StringComparison.Ordinal);
            tags.Add(id[ids[row].Length..]);
            Assert.True(upload.Ids.TryFind(request.CustomId, out var found));
            Assert.Equal(row++, found);
        }
    }

    private static async Task<byte[]> CopyAsync(Upload upload)
    {
        using var target = new MemoryStream();
        await upload.Source.CopyToAsync(target, CancellationToken.None);
        return target.ToArray();
    }

    private Task<DataFile> LoadAsync(string content) =>
        DataFile.LoadAsync(
            folder.Write($"{Guid.NewGuid():N}.jsonl", Encoding.UTF8.GetBytes(content)),
            RunPart,
            LineSplitter.DefaultMaxLine,
            CancellationToken.None
        );
}
