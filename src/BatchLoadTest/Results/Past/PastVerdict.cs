using BatchLoadTest.Recording;
using BatchLoadTest.Reporting;
using BatchLoadTest.Runtime;

namespace BatchLoadTest.Results.Past;

/// <summary>The word for how a run ended, from what its files keep of it; <see cref="RunVerdict"/> has it of a whole report.</summary>
internal static class PastVerdict
{
    /// <summary>Word and kind.</summary>
    /// <param name="end">Why it ended.</param>
    /// <param name="exitCode">What its process returned; null where that is not known.</param>
    /// <param name="thresholdsMet">Whether no threshold was missed.</param>
    /// <param name="isSearch">Whether it was a search for the largest load.</param>
    public static (string Word, VerdictKind Kind) Of(RunEnd end, int? exitCode, bool thresholdsMet, bool isSearch) =>
        end switch
        {
            RunEnd.CouldNotRun => ("COULD NOT RUN", VerdictKind.Bad),
            RunEnd.InternalError => ("INTERNAL ERROR", VerdictKind.Bad),
            RunEnd.Unknown => ("NO END", VerdictKind.Bad),
            RunEnd.Aborted => ("ABORTED", VerdictKind.Bad),
            RunEnd.Interrupted or RunEnd.HungUp or RunEnd.Terminated => ("INTERRUPTED", VerdictKind.Doubtful),
            _ when isSearch && exitCode == ExitCodes.Success => ("FOUND", VerdictKind.Good),
            _ when isSearch && exitCode == ExitCodes.CouldNotRun => ("UNDECIDED", VerdictKind.Doubtful),
            _ when thresholdsMet && exitCode == ExitCodes.Success => ("PASSED", VerdictKind.Good),
            _ => ("FAILED", VerdictKind.Bad),
        };
}
