using System.IO.Compression;
using System.Net.Http;

namespace BatchLoadTest.BatchApi.Http;

/// <summary>
/// Decodes the body of an answer by its Content-Encoding (RFC 9110, 8.4) while it is read. The stack is not asked to do
/// it, so that bytes on the wire can be counted and an unknown encoding be named.
/// </summary>
internal static class BodyDecoding
{
    /// <summary>The body decoded; the body itself where it is not encoded.</summary>
    /// <param name="response">Its head.</param>
    /// <param name="body">Its bytes on the wire; disposed with the result.</param>
    /// <param name="wire">Counts those bytes; null where it is not encoded.</param>
    /// <exception cref="UnknownEncodingException">It is encoded in a way that is not known here.</exception>
    public static Stream Open(HttpResponseMessage response, Stream body, out WireCount? wire)
    {
        wire = null;
        if (!response.Content.Headers.NonValidated.Contains("Content-Encoding"))
        {
            return body;
        }

        // The last one applied is the first one to be undone.
        foreach (var encoding in response.Content.Headers.ContentEncoding.Reverse())
        {
            if (string.Equals(encoding, "identity", StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            body = wire is null ? wire = new WireCount(body) : body;
            body = encoding.ToUpperInvariant() switch
            {
                "GZIP" or "X-GZIP" => new DecodedStream(body, "gzip", OpenGZip),
                "DEFLATE" => new DecodedStream(body, "deflate", OpenDeflate),
                "BR" => new DecodedStream(
                    body,
                    "br",
                    static (_, coded) => new BrotliStream(coded, CompressionMode.Decompress)
                ),
                _ => throw new UnknownEncodingException(encoding),
            };
        }

        return body;
    }

    private static GZipStream OpenGZip(ReadOnlySpan<byte> head, Stream coded) =>
        head is [0x1F, 0x8B]
            ? new GZipStream(coded, CompressionMode.Decompress)
            : throw new BrokenEncodingException(
                "the answer says gzip and is not: something on the way may have decoded it and kept its Content-Encoding"
            );

    // With the frame of zlib, as RFC 9110 has it, or without it, as some servers send it and curl takes it.
    private static Stream OpenDeflate(ReadOnlySpan<byte> head, Stream coded) =>
        head is [var method, var flags] && (method & 0x0F) == 8 && ((method << 8) | flags) % 31 == 0
            ? new ZLibStream(coded, CompressionMode.Decompress)
            : new DeflateStream(coded, CompressionMode.Decompress);
}
