namespace BatchLoadTest.Reporting.Causes;

/// <summary>
/// What went wrong at the service, a line each, worst first: the first thing that a person sees after a verdict, in the same
/// words everywhere. A fault is in one line only; what follows from it is in none.
/// </summary>
public static class RunCauses
{
    /// <summary>More lines than these are summed up: the first screen has to hold them.</summary>
    public const int Most = 8;

    /// <summary>The lines; empty where nothing went wrong.</summary>
    /// <param name="report">The run, ended or as it stands.</param>
    public static IReadOnlyList<string> Of(RunReport report)
    {
        List<RunCause> causes =
        [
            .. SilenceCauses.Of(report.Final.Silence),
            .. RequestCauses.Of(report),
            .. BatchCauses.Of(report.Final.Batches),
            .. RowCauses.Of(report.Final.Batches.Results),
        ];
        // Sorted stably: of the same share the one that comes first in a workflow is first.
        var sorted = causes.OrderByDescending(cause => cause.Share).ToList();
        var shown = sorted.Count > Most ? Most - 1 : sorted.Count;
        return
        [
            .. sorted.Take(shown).Select(cause => cause.Words),
            .. shown < sorted.Count ? [$"and {sorted.Count - shown} more, below"] : Array.Empty<string>(),
        ];
    }

    /// <summary>The same where there is something to explain: empty for a run that passed.</summary>
    /// <param name="report">The run, ended or as it stands.</param>
    /// <param name="verdict">What is said of it.</param>
    public static IReadOnlyList<string> Of(RunReport report, RunVerdict verdict) =>
        verdict.Kind == VerdictKind.Good ? [] : Of(report);
}
