using System.Runtime.InteropServices;

namespace BatchLoadTest.MockServer.Rows;

/// <summary>
/// Where one request lies in its file, and where its custom_id does: all that is kept of a row in memory.
/// </summary>
/// <param name="Offset">The row's first byte in the file.</param>
/// <param name="Length">The row's length in bytes, without the line end.</param>
/// <param name="CustomIdStart">The custom_id's first byte within the row, after its quote.</param>
/// <param name="CustomIdLength">The custom_id's length in bytes as it is written in the row, escapes and all.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RowSpan(long Offset, int Length, int CustomIdStart, int CustomIdLength);
