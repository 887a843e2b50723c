using System.Buffers;
using System.Text;
using BatchLoadTest.BatchApi;

namespace BatchLoadTest.Scenarios.Data;

/// <summary>
/// Rows that are made while they are sent: any number, each of exactly the same length, the same for the same seed, with
/// text in several scripts. Nothing is held in memory but a block of words.
/// </summary>
public sealed class GeneratedData : IRequestData
{
    /// <summary>Shortest row in bytes, its line end included, that has room for what a row must have.</summary>
    public const int ShortestRow = 256;

    private readonly GeneratedText text;
    private readonly UploadTags? tags;
    private readonly int rowBytes;
    private readonly byte[] afterId;
    private readonly int seed;
    private readonly Upload shared;

    /// <summary>Data of <paramref name="rows"/> rows of <paramref name="rowBytes"/> bytes each, line end included.</summary>
    /// <param name="rows">At least 1.</param>
    /// <param name="rowBytes">At least <see cref="ShortestRow"/>, and room for the model's name.</param>
    /// <param name="model">Model that each row names.</param>
    /// <param name="endpoint">Endpoint that each row names.</param>
    /// <param name="seed">Same seed, same bytes.</param>
    /// <param name="distinctPart">The run's part of distinct ids; null gives every upload the same ids.</param>
    public GeneratedData(int rows, int rowBytes, string model, string endpoint, int seed, string? distinctPart)
    {
        Rows = rows;
        Endpoint = endpoint;
        this.rowBytes = rowBytes;
        this.seed = seed;
        text = new GeneratedText(seed);
        tags = distinctPart is null ? null : new UploadTags(distinctPart);
        afterId = Encoding.UTF8.GetBytes(
            $"\",\"method\":\"POST\",\"url\":\"{Json(endpoint)}\",\"body\":{{\"model\":\"{Json(model)}\",\"max_tokens\":16,"
                + "\"messages\":[{\"role\":\"user\",\"content\":\""
        );
        shared = new Upload(new Source(this, []), new NumberedIds(rows));
    }

    /// <inheritdoc/>
    public string Description => $"generated, {rowBytes} bytes a row, seed {seed}";

    /// <inheritdoc/>
    public int Rows { get; }

    /// <inheritdoc/>
    public long Bytes => (long)Rows * rowBytes;

    /// <inheritdoc/>
    public string Endpoint { get; }

    /// <inheritdoc/>
    public bool HasDistinctIds => tags is not null;

    /// <inheritdoc/>
    public Upload NextUpload()
    {
        if (tags is null)
        {
            return shared;
        }

        var tag = tags.Next();
        return new Upload(new Source(this, tag), new TaggedIds(shared.Ids, tag));
    }

    /// <inheritdoc/>
    public void Dispose() { }

    private static string Json(string value) => System.Text.Json.JsonEncodedText.Encode(value).ToString();

    // {"custom_id":"request-0000001~tag","method":…,"content":"…"}]}}\n
    private void WriteRow(int row, ReadOnlySpan<byte> tag, Span<byte> target)
    {
        var head = "{\"custom_id\":\""u8;
        var tail = "\"}]}}\n"u8;
        head.CopyTo(target);
        var position = head.Length;
        position += NumberedIds.Write(row, target[position..]);
        tag.CopyTo(target[position..]);
        position += tag.Length;
        afterId.CopyTo(target[position..]);
        position += afterId.Length;
        text.Fill(target[position..^tail.Length], Choice(row));
        tail.CopyTo(target[^tail.Length..]);
    }

    // Scatters neighbouring rows over the block of words.
    private uint Choice(int row) => unchecked((uint)(row + 1) * 2654435761u ^ (uint)seed);

    private sealed class Source(GeneratedData data, byte[] tag) : IUploadSource
    {
        private const int Piece = 64 * 1024;

        public long Length => data.Bytes;

        public string FileName => "generated.jsonl";

        public async Task CopyToAsync(Stream target, CancellationToken cancellationToken)
        {
            var rowsAtOnce = Math.Max(1, Piece / data.rowBytes);
            var buffer = ArrayPool<byte>.Shared.Rent(rowsAtOnce * data.rowBytes);
            try
            {
                for (var row = 0; row < data.Rows; )
                {
                    var length = 0;
                    for (var last = Math.Min(data.Rows, row + rowsAtOnce); row < last; row++)
                    {
                        data.WriteRow(row, tag, buffer.AsSpan(length, data.rowBytes));
                        length += data.rowBytes;
                    }

                    await target.WriteAsync(buffer.AsMemory(0, length), cancellationToken);
                }
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
    }
}
