using System.Runtime.InteropServices;

namespace BatchLoadTest.MockServer.Rows;

/// <summary>The rows of one kind in a file.</summary>
/// <param name="Kind">Their kind.</param>
/// <param name="Reasons">Whether their model thinks before it answers.</param>
/// <param name="Rows">How many there are.</param>
/// <param name="BodyBytes">Length of all their bodies.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RowGroup(RowKind Kind, bool Reasons, int Rows, long BodyBytes);
