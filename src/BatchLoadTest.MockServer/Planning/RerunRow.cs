using System.Runtime.InteropServices;

namespace BatchLoadTest.MockServer.Planning;

/// <summary>A row of a batch that was retried.</summary>
/// <param name="Origin">Its position before the first retry: what its number and its other defects are drawn from.</param>
/// <param name="Fate">What becomes of it.</param>
/// <param name="Before">What had happened to it before it was worked on for the last time.</param>
/// <param name="Own">What a retry did wrong with it.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RerunRow(int Origin, RowFate Fate, RowOccasions Before, RowDefect Own);
