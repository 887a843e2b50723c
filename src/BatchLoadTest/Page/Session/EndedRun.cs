using BatchLoadTest.Reporting;

namespace BatchLoadTest.Page.Session;

/// <summary>A run that has ended.</summary>
/// <param name="Report">All about it.</param>
/// <param name="Files">Full paths of its report files, and of its journal.</param>
internal sealed record EndedRun(RunReport Report, IReadOnlyList<string> Files);
