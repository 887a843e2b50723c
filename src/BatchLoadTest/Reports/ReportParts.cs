using BatchLoadTest.Recording;

namespace BatchLoadTest.Reports;

/// <summary>The runs that a report is made of.</summary>
/// <param name="Runs">The runs.</param>
/// <param name="Places">Their results folders or journals, in the same order.</param>
internal sealed record ReportParts(IReadOnlyList<RecordedRun> Runs, IReadOnlyList<string> Places);
