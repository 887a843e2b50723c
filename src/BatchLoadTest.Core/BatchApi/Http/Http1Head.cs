namespace BatchLoadTest.BatchApi.Http;

/// <summary>Tells where a request begins in what the HTTP stack writes.</summary>
internal static class Http1Head
{
    // What the stack gathers before it writes.
    private const int LongestFirstWrite = 4 * 1024;

    /// <summary>
    /// Whether these bytes begin with a request line. No part of an upload does: JSON has no line end within a text.
    /// </summary>
    public static bool Begins(ReadOnlySpan<byte> bytes)
    {
        bytes = bytes[..Math.Min(bytes.Length, LongestFirstWrite)];
        return bytes.IndexOf((byte)'\n') is > 0 and var end && bytes[..end].EndsWith(" HTTP/1.1\r"u8);
    }
}
