namespace BatchLoadTest.BatchApi;

/// <summary>The mark that some programs write before UTF-8. It is no part of what follows, and JSON readers refuse it.</summary>
internal static class ByteOrderMark
{
    /// <summary>The bytes without the mark.</summary>
    public static ReadOnlySpan<byte> Skip(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith("\uFEFF"u8) ? bytes["\uFEFF"u8.Length..] : bytes;
}
