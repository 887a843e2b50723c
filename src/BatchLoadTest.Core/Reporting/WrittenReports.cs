namespace BatchLoadTest.Reporting;

/// <summary>What came of writing all reports.</summary>
/// <param name="Files">Full paths of the files written.</param>
/// <param name="Problems">What went wrong, a line each.</param>
public sealed record WrittenReports(IReadOnlyList<string> Files, IReadOnlyList<string> Problems);
