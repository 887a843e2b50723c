using System.Runtime.InteropServices;

namespace BatchLoadTest.MockServer.Planning;

/// <summary>The share of rows that have a defect.</summary>
/// <param name="Defect">The defect.</param>
/// <param name="UpTo">The upper end of its share, which begins where that of the one before it ends.</param>
/// <param name="After">What must have happened before.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RowShare(RowDefect Defect, double UpTo, RowOccasions After);
