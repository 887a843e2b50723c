using BatchLoadTest.Comparison.Sampling;
using BatchLoadTest.Recording;
using BatchLoadTest.Reporting;
using BatchLoadTest.Reporting.Text;

namespace BatchLoadTest.Comparison;

/// <summary>
/// What makes a comparison doubtful: runs that did not come to their end, and each run's own caveats.
/// </summary>
internal static class ComparisonNotes
{
    // Less is what every machine has.
    private static readonly TimeSpan NotableDelay = TimeSpan.FromMilliseconds(10);

    /// <summary>A line each; empty where there is nothing to say.</summary>
    public static IReadOnlyList<string> Of(RecordedRun baseline, RecordedRun newer, ComparedParts parts)
    {
        List<string> notes = [];
        if (baseline.Run.Id == newer.Run.Id)
        {
            notes.Add("BASE and NEW are the same run");
        }

        notes.AddRange(Of("BASE", baseline));
        notes.AddRange(Of("NEW", newer));
        notes.AddRange(Tokens("BASE", baseline, newer));
        notes.AddRange(Tokens("NEW", newer, baseline));
        if (parts.Delay >= NotableDelay)
        {
            notes.Add(
                "the machine of the load was busy: in the mean second this program was late by up to "
                    + $"{Figures.Time(parts.Base.Seconds.Counts.MeanDelay)} in BASE, "
                    + $"{Figures.Time(parts.New.Seconds.Counts.MeanDelay)} in NEW; changes of p95 and p99 by less count as none"
            );
        }

        return notes;
    }

    private static IEnumerable<string> Of(string label, RecordedRun run)
    {
        if (End(run.Ending) is { } end)
        {
            yield return $"{label} {end}";
        }

        if (run.Ending.Capacity is { } capacity)
        {
            yield return $"{label} is a search for the largest load, {CapacitySentences.Answer(capacity)}: its figures are of "
                + "several loads";
        }

        if (Missed(run) is { Length: > 0 } missed)
        {
            yield return $"{label} did not meet {missed}";
        }

        if (SilenceSentences.Of(run.Final.Silence) is { } silence)
        {
            yield return $"{label}: {silence}";
        }

        foreach (var caveat in RunCaveats.Of(run.Run.Plan, run.Ending.Load, run.Final, run.Ending.HasLostWorker))
        {
            yield return $"{label}: {caveat}";
        }
    }

    // What is missing is no zero, and a figure that lacks it is not compared.
    private static IEnumerable<string> Tokens(string label, RecordedRun run, RecordedRun other)
    {
        var usage = run.Final.Batches.Results.Usage;
        if (usage.AnsweredRows == 0)
        {
            if (other.Final.Batches.Results.Usage.RowsWithUsage > 0)
            {
                yield return $"{label}: tokens are not known: no row was looked into for them";
            }
        }
        else if (usage.RowsWithUsage == 0)
        {
            yield return $"{label}: tokens are {UsageSentences.Unknown(usage)}";
        }
        else if (UsageSentences.Lacking(usage) is { } lacking)
        {
            yield return $"{label}: of tokens and cost, {lacking}; tokens/s are compared where that is less than 5 % of the rows";
        }

        if (UsageSentences.Unpriced(usage) is { } unpriced)
        {
            yield return $"{label}: cost: {unpriced}";
        }
    }

    // Its own verdict: much of it is no figure that blocks could be made of.
    private static string Missed(RecordedRun run)
    {
        try
        {
            return string.Join(
                ", ",
                run.Judge().Where(result => result.IsMissed).Select(result => $"{result.Text} ({result.ActualText})")
            );
        }
        catch (JournalException)
        {
            // Thresholds that this version does not know: its figures can be compared all the same.
            return "";
        }
    }

    private static string? End(RunEnding ending)
    {
        var after = EndingWords.After(ending);
        return ending.End switch
        {
            RunEnd.Planned => null,
            RunEnd.Interrupted => $"was interrupted by SIGINT {after}",
            RunEnd.HungUp => $"was interrupted by SIGHUP {after}",
            RunEnd.Terminated => $"was interrupted by SIGTERM {after}",
            RunEnd.Aborted => $"was aborted: {ending.Problem ?? "by a threshold"}",
            RunEnd.CouldNotRun => $"could not run: {ending.Problem ?? "no reason given"}",
            RunEnd.Unknown => $"has no end: its journal breaks off {after}",
            _ => $"ended with an internal error: {ending.Problem ?? "no details"}",
        };
    }
}
