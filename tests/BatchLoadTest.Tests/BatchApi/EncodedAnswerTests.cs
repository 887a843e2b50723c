using System.IO.Compression;
using System.Text;
using BatchLoadTest.BatchApi.Http;
using BatchLoadTest.Measurements;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.BatchApi;

public sealed class EncodedAnswerTests
{
    private static readonly string Long = new('x', 100_000);

    [Theory]
    [InlineData("gzip")]
    [InlineData("X-GZip")]
    [InlineData("deflate")]
    [InlineData("br")]
    [InlineData("gzip, br")]
    [InlineData("identity, gzip")]
    [InlineData("identity")]
    public async Task Get_EncodedAnswer_IsDecodedAndCountedOnTheWire(string encoding)
    {
        var plain = $$"""{"id":"file-1","more":"{{Long}}"}""";
        var body = Encode(plain, encoding);

        var response = await AskAsync(200, body, encoding, link => link.GetAsync());

        Assert.Equal((Outcome.Success, "file-1"), (response.Outcome, response.Value?.Id));
        Assert.Equal((body.Length, plain.Length - body.Length), (response.BytesReceived, response.BytesUnpacked));
    }

    [Fact]
    public async Task Download_EncodedAnswer_IsDecoded()
    {
        var body = Encode(Long, "gzip");

        var response = await AskAsync(200, body, "gzip", link => link.DownloadAsync());

        Assert.Equal(Long, response.Value?.Text);
        Assert.Equal((body.Length, Long.Length - body.Length), (response.BytesReceived, response.BytesUnpacked));
    }

    [Fact]
    public async Task Get_EncodedError_ShowsItsWords()
    {
        var body = Encode("""{"error":{"message":"too many"}}""", "gzip");

        var response = await AskAsync(429, body, "gzip", link => link.GetAsync());

        Assert.Equal((Outcome.HttpStatus, "too many"), (response.Outcome, response.Detail));
        Assert.Equal(body.Length, response.BytesReceived);
    }

    [Theory]
    [InlineData(200, Outcome.Protocol, "the answer's Content-Encoding 'zstd' is not known: gzip, deflate and br are")]
    [InlineData(
        500,
        Outcome.HttpStatus,
        "Bad; the answer's Content-Encoding 'zstd' is not known: gzip, deflate and br are"
    )]
    public async Task Get_UnknownEncoding_IsNamed(int status, Outcome outcome, string words)
    {
        var response = await AskAsync(status, [1, 2, 3], "zstd", link => link.GetAsync());

        Assert.Equal((outcome, words), (response.Outcome, response.Detail));
    }

    // The connection's end is no end of the text: rows would be missing, and nobody could tell from what the batch lost.
    [Theory]
    [InlineData("gzip", 1)]
    [InlineData("gzip", 6)]
    [InlineData("gzip", 8)]
    [InlineData("gzip", 40)]
    [InlineData("deflate", 1)]
    [InlineData("deflate", 40)]
    [InlineData("raw", 1)]
    [InlineData("br", 1)]
    [InlineData("deflate, gzip", 1)]
    public async Task Download_CodeWithoutItsEnd_IsATruncatedBody(string encoding, int missing)
    {
        var body = Encode(Long, encoding)[..^missing];

        var response = await AskAsync(
            200,
            body,
            encoding.Replace("raw", "deflate", StringComparison.Ordinal),
            link => link.DownloadAsync()
        );

        Assert.Equal((Outcome.TruncatedBody, (object?)null), (response.Outcome, response.Value));
        Assert.StartsWith("the compressed answer breaks off: its ", response.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Download_DeflateWithoutTheFrameOfZlib_IsDecoded()
    {
        var response = await AskAsync(200, Encode(Long, "raw"), "deflate", link => link.DownloadAsync());

        Assert.Equal(Long, response.Value?.Text);
    }

    [Fact]
    public async Task Download_EmptyBodyThatSaysGzip_IsEmpty()
    {
        var response = await AskAsync(200, [], "gzip", link => link.DownloadAsync());

        Assert.Equal((Outcome.Success, ""), (response.Outcome, response.Value?.Text));
    }

    [Fact]
    public async Task Download_WrongChecksum_IsBroken()
    {
        var body = Encode(Long, "gzip");
        body[^6] ^= 0xFF;

        var response = await AskAsync(200, body, "gzip", link => link.DownloadAsync());

        Assert.Equal(
            (
                Outcome.MalformedBody,
                "the compressed answer is broken: its gzip data cannot be decoded, or their checksum is wrong"
            ),
            (response.Outcome, response.Detail)
        );
    }

    [Fact]
    public async Task Download_PlainTextThatSaysGzip_IsNamed()
    {
        var response = await AskAsync(200, Encoding.UTF8.GetBytes(Long), "gzip", link => link.DownloadAsync());

        Assert.Equal(Outcome.MalformedBody, response.Outcome);
        Assert.StartsWith("the answer says gzip and is not: ", response.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task Get_BrokenCode_IsAMalformedBody(string encoding)
    {
        var response = await AskAsync(200, [.. Enumerable.Repeat((byte)0xFF, 50)], encoding, link => link.GetAsync());

        Assert.Equal(Outcome.MalformedBody, response.Outcome);
        Assert.StartsWith("the compressed answer is broken: ", response.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("gzip, br", true)]
    public async Task Get_AcceptEncoding_IsSentOnlyWhereAskedFor(string? accepted, bool isSent)
    {
        var head = "";
        await using var server = new RawServer(async connection =>
        {
            head = await connection.ReadRequestAsync();
            await connection.AnswerAsync(200, """{"id":"file-1"}""");
        });
        using var link = new Link(Connecting.Options(server.Address, 10_000) with { AcceptEncoding = accepted });

        await link.GetAsync();

        Assert.Equal(isSent, head.Contains($"\r\nAccept-Encoding: {accepted}\r\n", StringComparison.Ordinal));
    }

    private static byte[] Encode(string text, string encodings)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        foreach (var encoding in encodings.Split(", "))
        {
            using var buffer = new MemoryStream();
            using (
                Stream stream = encoding switch
                {
                    "raw" => new DeflateStream(buffer, CompressionLevel.Fastest, leaveOpen: true),
                    "deflate" => new ZLibStream(buffer, CompressionLevel.Fastest, leaveOpen: true),
                    "br" => new BrotliStream(buffer, CompressionLevel.Fastest, leaveOpen: true),
                    "identity" => new BufferedStream(new MemoryStream()),
                    _ => new GZipStream(buffer, CompressionLevel.Fastest, leaveOpen: true),
                }
            )
            {
                stream.Write(bytes);
            }

            bytes = encoding == "identity" ? bytes : buffer.ToArray();
        }

        return bytes;
    }

    private static async Task<ApiResponse<T>> AskAsync<T>(
        int status,
        byte[] body,
        string encoding,
        Func<Link, Task<ApiResponse<T>>> ask
    )
        where T : class
    {
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.SendAsync(
                $"HTTP/1.1 {status} Bad\r\nContent-Encoding: {encoding}\r\nContent-Length: {body.Length}\r\n\r\n"
            );
            await connection.SendAsync(body);
        });
        using var link = new Link(server.Address);
        return await ask(link);
    }
}
