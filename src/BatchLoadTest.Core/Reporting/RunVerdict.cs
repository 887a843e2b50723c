using BatchLoadTest.Capacity.Search;
using BatchLoadTest.Recording;
using BatchLoadTest.Reporting.Text;
using BatchLoadTest.Thresholds;

namespace BatchLoadTest.Reporting;

/// <summary>How a run ended and why, in the same words everywhere.</summary>
/// <param name="Word">Such as <c>PASSED</c>.</param>
/// <param name="Kind">What to make of it.</param>
/// <param name="Reason">In half a line.</param>
public sealed record RunVerdict(string Word, VerdictKind Kind, string Reason)
{
    /// <summary>The verdict of a run.</summary>
    public static RunVerdict Of(RunReport report)
    {
        var ending = report.Ending;
        // Of a search the thresholds are those of its levels.
        var found = ending.Capacity is { } search ? CapacitySentences.Answer(search) : Thresholds(report.Thresholds);
        var after =
            EndingWords.After(ending)
            // Then there is nothing to judge.
            + (ending is { IsBeforeTheLoad: true, Capacity: null } ? "" : $"; {found}");
        return ending.End switch
        {
            RunEnd.CouldNotRun => new("COULD NOT RUN", VerdictKind.Bad, ending.Problem ?? "no reason given"),
            RunEnd.InternalError => new(
                "INTERNAL ERROR",
                VerdictKind.Bad,
                $"a fault of this program: {ending.Problem ?? "no details"}"
            ),
            RunEnd.Unknown => new(
                "NO END",
                VerdictKind.Bad,
                $"{ending.Problem ?? "the journal has no end"}; so far {found}"
            ),
            RunEnd.Aborted => new("ABORTED", VerdictKind.Bad, $"{ending.Problem ?? "by a threshold"}; {found}"),
            RunEnd.Interrupted => new("INTERRUPTED", VerdictKind.Doubtful, $"by SIGINT {after}"),
            RunEnd.HungUp => new("INTERRUPTED", VerdictKind.Doubtful, $"by SIGHUP {after}"),
            RunEnd.Terminated => new("INTERRUPTED", VerdictKind.Doubtful, $"by SIGTERM {after}"),
            _ when ending.Capacity is { } capacity => Search(capacity),
            _ when report.SentNothing => new(
                "FAILED",
                VerdictKind.Bad,
                $"{ending.Problem ?? RunSent.NothingWords}; {found}"
            ),
            _ when report is { ThresholdsMet: true, ExitCode: 0 } => new("PASSED", VerdictKind.Good, found),
            _ => new("FAILED", VerdictKind.Bad, ending.Problem is { } problem ? $"{problem}; {found}" : found),
        };
    }

    private static RunVerdict Search(CapacityReport capacity)
    {
        var answer = CapacitySentences.Answer(capacity);
        return capacity.Result switch
        {
            { Lower: not null } => new("FOUND", VerdictKind.Good, answer),
            { Ending: CapacityEnding.LowestLevelBreaks } => new(
                "FAILED",
                VerdictKind.Bad,
                $"the lowest load: {answer}"
            ),
            { Ending: CapacityEnding.NoLevelValid } => new(
                "COULD NOT RUN",
                VerdictKind.Bad,
                $"this program was the limit at each level; {answer}"
            ),
            _ => new("UNDECIDED", VerdictKind.Doubtful, answer),
        };
    }

    private static string Thresholds(IReadOnlyList<ThresholdResult> results)
    {
        var missed = results.Count(result => result.IsMissed);
        var judged = results.Count(result => result.Verdict != ThresholdVerdict.DoesNotApply);
        var text = (judged, missed) switch
        {
            (0, _) when results.Count > 0 => "no threshold could be judged",
            (0, _) => "no thresholds were set",
            (1, 0) => "threshold met",
            (1, _) => "threshold not met",
            (_, 0) => $"all {judged} thresholds met",
            _ => $"{missed} of {judged} thresholds not met",
        };
        var others = results.Count - judged;
        return others == 0 || judged == 0 ? text
            : others == 1 ? $"{text}, 1 does not apply"
            : $"{text}, {others} do not apply";
    }
}
