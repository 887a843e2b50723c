using BatchLoadTest.Recording;

namespace BatchLoadTest.Results;

/// <summary>The runs that a report is made of.</summary>
/// <param name="Runs">Those that could be read.</param>
/// <param name="Places">Their results folders or journals, in the same order.</param>
/// <param name="Missing">Why the others could not, half a line each.</param>
/// <param name="MayLackShares">Whether a wait for them ran out: what is there is merged, and said to be a part.</param>
internal sealed record ReportParts(
    IReadOnlyList<RecordedRun> Runs,
    IReadOnlyList<string> Places,
    IReadOnlyList<string> Missing,
    bool MayLackShares
);
