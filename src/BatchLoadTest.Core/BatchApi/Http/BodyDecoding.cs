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
                "GZIP" or "X-GZIP" => new GZipStream(body, CompressionMode.Decompress),
                "DEFLATE" => new ZLibStream(body, CompressionMode.Decompress),
                "BR" => new BrotliStream(body, CompressionMode.Decompress),
                _ => throw new UnknownEncodingException(encoding),
            };
        }

        return body;
    }
}
