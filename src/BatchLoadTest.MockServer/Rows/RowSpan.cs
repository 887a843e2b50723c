using System.Runtime.InteropServices;

namespace BatchLoadTest.MockServer.Rows;

/// <summary>
/// Where one request lies in its file, where its custom_id does, and what its answer depends on: all that is kept of a
/// row in memory, 24 bytes.
/// </summary>
/// <param name="Offset">The row's first byte in the file.</param>
/// <param name="Length">The row's length in bytes, without the line end.</param>
/// <param name="CustomIdStart">The custom_id's first byte within the row, after its quote.</param>
/// <param name="CustomIdLength">The custom_id's length in bytes as it is written in the row, escapes and all.</param>
/// <param name="Kind">Which of its file's <see cref="RowGroups"/> it belongs to.</param>
/// <param name="MaxTokens">Most tokens that it wants as an answer; 0 where it says nothing.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RowSpan(
    long Offset,
    int Length,
    int CustomIdStart,
    int CustomIdLength,
    ushort Kind,
    ushort MaxTokens
);
