using BatchLoadTest.Reporting;

namespace BatchLoadTest.Results;

/// <summary>A report file to be written.</summary>
/// <param name="Path">Full path.</param>
/// <param name="Writer">What writes it.</param>
internal sealed record ReportTarget(string Path, IReportWriter Writer);
