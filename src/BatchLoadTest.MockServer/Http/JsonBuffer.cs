using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.ObjectPool;

namespace BatchLoadTest.MockServer.Http;

/// <summary>A JSON writer over its own buffer, kept in a pool: answers are built whole, so that their length is known.</summary>
internal sealed class JsonBuffer : IResettable, IDisposable
{
    /// <summary>A buffer that a long list made larger than this is not kept.</summary>
    private const int LargestKept = 64 << 10;

    private readonly ArrayBufferWriter<byte> bytes = new(1024);

    public JsonBuffer() =>
        Json = new Utf8JsonWriter(
            bytes,
            new JsonWriterOptions { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
        );

    public Utf8JsonWriter Json { get; }

    public ReadOnlyMemory<byte> Written
    {
        get
        {
            Json.Flush();
            return bytes.WrittenMemory;
        }
    }

    public bool TryReset()
    {
        bytes.ResetWrittenCount();
        Json.Reset(bytes);
        return bytes.Capacity <= LargestKept;
    }

    public void Dispose() => Json.Dispose();
}
