using System.Runtime.InteropServices;
using BatchLoadTest.MockServer.Batches;

namespace BatchLoadTest.MockServer.Defects;

/// <summary>What becomes of a row, and what is wrong with its result.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PlannedRow(RowFate Fate, RowDefect Defect);
