using System.Runtime.InteropServices;
using BatchLoadTest.MockServer.Planning;

namespace BatchLoadTest.MockServer.Results;

/// <summary>One line of a result file.</summary>
/// <param name="Row">The row of the input that it answers.</param>
/// <param name="Fate">What it says became of the row.</param>
/// <param name="Defect">What is wrong with it.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ResultLine(int Row, RowFate Fate, RowDefect Defect);
