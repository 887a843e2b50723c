using System.Runtime.InteropServices;

namespace BatchLoadTest.MockServer.Planning;

/// <summary>What becomes of a row, and what is wrong with its result.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PlannedRow(RowFate Fate, RowDefect Defect);
