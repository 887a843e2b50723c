using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using BatchLoadTest.BatchApi.Http;
using BatchLoadTest.Scenarios.Data;
using BatchLoadTest.Tests.Support;
using FsCheck.Fluent;

namespace BatchLoadTest.Tests.Scenarios;

public sealed class GeneratedDataTests
{
    private const string Endpoint = "/v1/chat/completions";

    [Fact]
    public void CopyTo_AnySize_IsThatManyRowsOfExactlyThatLength() =>
        Law.Holds(
            from rows in Gen.Choose(1, 300)
            from rowBytes in Gen.Choose(GeneratedData.ShortestRow, 1500)
            from seed in Gen.Choose(int.MinValue, int.MaxValue)
            from isDistinct in Gen.Elements(true, false)
            select (rows, rowBytes, seed, isDistinct),
            size =>
            {
                var (rows, rowBytes, seed, isDistinct) = size;
                using var data = Data(rows, rowBytes, seed, isDistinct ? "3f9a1c" : null);
                var upload = data.NextUpload(1, 1);
                var bytes = Copy(upload);

                Assert.Equal((long)rows * rowBytes, bytes.Length);
                Assert.Equal(bytes.Length, data.Bytes);
                Assert.Equal(bytes.Length, upload.Source.Length);
                Assert.True(Utf8.IsValid(bytes));
                for (var row = 0; row < rows; row++)
                {
                    CheckRow(upload.Ids, row, bytes.AsSpan(row * rowBytes, rowBytes));
                }
            }
        );

    // Of a service that takes bytes for characters nothing would be seen with ASCII alone.
    [Theory]
    [InlineData(2000, GeneratedData.ShortestRow)]
    [InlineData(20, 70_000)]
    [InlineData(2, 600_000)]
    public void CopyTo_AnyRowLength_HasCharactersOfTwoThreeAndFourBytes(int rows, int rowBytes)
    {
        using var data = Data(rows, rowBytes);

        var text = Encoding.UTF8.GetString(Copy(data.NextUpload(1, 1)));

        Assert.Equal(rows, text.Count(character => character == '\n'));
        Assert.Contains('é', text);
        Assert.Contains('€', text);
        Assert.Contains("🚀", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\uFFFD', text);
        Assert.All(text.TrimEnd('\n').Split('\n'), line => JsonDocument.Parse(line).Dispose());
    }

    [Fact]
    public void CopyTo_ModelToBeEscaped_ArrivesAsGiven()
    {
        using var data = new GeneratedData(
            3,
            new RowShape
            {
                Bytes = 400,
                Model = "a \"model\"\\é",
                Endpoint = Endpoint,
            },
            1,
            null
        );

        var line = Encoding.UTF8.GetString(Copy(data.NextUpload(1, 1)).AsSpan(0, 400));

        using var row = JsonDocument.Parse(line);
        Assert.Equal("a \"model\"\\é", row.RootElement.GetProperty("body").GetProperty("model").GetString());
    }

    [Fact]
    public void NextUpload_Distinct_HasIdsForeignToAllOthers()
    {
        using var data = Data(30, 400, distinctPart: "3f9a1c");
        using var otherRun = Data(30, 400, distinctPart: "3f9a1d");
        Upload[] uploads =
        [
            data.NextUpload(1, 1),
            data.NextUpload(1, 1),
            data.NextUpload(1, 1),
            otherRun.NextUpload(1, 1),
        ];

        foreach (var upload in uploads)
        {
            var ids = Enumerable.Range(0, 30).Select(upload.Ids.IdOf).Select(Encoding.UTF8.GetBytes).ToList();
            Assert.All(ids, id => Assert.True(upload.Ids.TryFind(id, out _)));
            Assert.All(
                uploads.Where(other => other != upload),
                other => Assert.All(ids, id => Assert.False(other.Ids.TryFind(id, out _)))
            );
        }
    }

    [Theory]
    [InlineData("request-00000000")]
    [InlineData("request-00000004")]
    [InlineData("request-0000001")]
    [InlineData("request-000000001")]
    [InlineData("request-+0000001")]
    [InlineData("request- 0000001")]
    [InlineData("request-1.000000")]
    [InlineData("Request-00000001")]
    [InlineData("request-99999999")]
    [InlineData("request-00000001~")]
    [InlineData("")]
    public void TryFind_IdOfNoRow_IsForeign(string id)
    {
        using var data = Data(3, 400);

        Assert.False(data.NextUpload(1, 1).Ids.TryFind(Encoding.UTF8.GetBytes(id), out _));
    }

    [Fact]
    public async Task CopyTo_TwoHundredMegabytes_AllocatesNextToNothing()
    {
        using var data = Data(50_000, 4_000, distinctPart: "3f9a1c");
        var upload = data.NextUpload(1, 1);
        var before = GC.GetAllocatedBytesForCurrentThread();

        await upload.Source.CopyToAsync(Stream.Null, CancellationToken.None);

        // Nothing waits, so all of it was on this thread.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 5_000_000);
        Assert.Equal(200_000_000, upload.Source.Length);
    }

    private static GeneratedData Data(int rows, int rowBytes, int seed = 1, string? distinctPart = null) =>
        new(
            rows,
            new RowShape
            {
                Bytes = rowBytes,
                Model = "m",
                Endpoint = Endpoint,
            },
            seed,
            distinctPart
        );

    // Nothing waits: the task has ended.
    private static byte[] Copy(Upload upload)
    {
        var target = new MemoryStream();
        var copying = upload.Source.CopyToAsync(target, CancellationToken.None);
        copying.GetAwaiter().GetResult();
        return target.ToArray();
    }

    private static void CheckRow(IRowIds ids, int row, ReadOnlySpan<byte> line)
    {
        Assert.Equal(line.Length - 1, line.IndexOf((byte)'\n'));
        Assert.True(RequestLine.TryParse(line[..^1], out var request, out var problem), problem);
        Assert.True(ids.TryFind(request.CustomId, out var found));
        Assert.Equal(row, found);
        Assert.Equal(ids.IdOf(row), Encoding.UTF8.GetString(request.CustomId));
        Assert.True(request.CustomId.Length <= 64);
        Assert.Equal(Endpoint, Encoding.UTF8.GetString(request.Url));
        Assert.True(request.HasBody);
    }
}
