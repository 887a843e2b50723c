namespace BatchLoadTest.Scenarios.Prompts;

/// <summary>Which row of which upload of a run: no two rows have the same.</summary>
/// <param name="Row">The row in its upload, from 0.</param>
/// <param name="Upload">The upload among those of its user.</param>
/// <param name="User">The virtual user.</param>
internal readonly record struct RowAddress(int Row, long Upload, int User);
