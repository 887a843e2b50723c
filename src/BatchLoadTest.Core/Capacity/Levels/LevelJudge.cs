using BatchLoadTest.Capacity.Inference;

namespace BatchLoadTest.Capacity.Levels;

/// <summary>The verdict on a level: a pure function of what it gave.</summary>
/// <param name="rules">By what it is judged.</param>
public sealed class LevelJudge(LevelRules rules)
{
    /// <summary>Looks at what a level gave so far.</summary>
    public LevelDecision Look(LevelObservation observation, LevelLook look)
    {
        var seconds = observation.Seconds;
        var totals = new LevelTotals(seconds);
        var load = observation.Load;
        // What was dropped or turned away is not the service's to complete.
        var accepted =
            totals.Intended > 0
                ? load.RowsPerSecond * Math.Max(0, totals.Applied - totals.Refused) / totals.Intended
                : 0;
        var growth = GrowthOf(seconds, load);
        var found = new LevelDecision(LevelVerdict.Undecided, string.Empty)
        {
            Seconds = seconds.Count,
            RowsPerBatch = load.RowsPerBatch,
            Batches = totals.Applied,
            AskedRowsPerSecond = load.RowsPerSecond,
            AppliedRowsPerSecond = totals.PerSecond(totals.Applied * load.RowsPerBatch),
            EndedRowsPerSecond = totals.PerSecond(totals.EndedRows),
            UnfinishedRows = totals.PerSecond(totals.UnfinishedRows),
            Growth = growth,
            IsGrowing = growth is not null && growth.Lower > rules.GrowthShare * load.RowsPerSecond,
            Completed = CompletedShare.Of(
                [.. seconds.Select(second => second.EndedRows)],
                accepted,
                load.RowsPerBatch,
                rules.Alpha
            ),
            Thresholds =
            [
                .. rules.Thresholds.Zip(
                    observation.Samples,
                    (threshold, samples) => ThresholdJudge.Judge(threshold, samples, rules.Alpha)
                ),
            ],
            Little =
                observation.Turnarounds.Count > 0
                    ? new LittlesLaw(
                        totals.PerSecond(totals.UnfinishedRows),
                        totals.PerSecond(totals.EndedRows),
                        observation.Turnarounds.Average()
                    )
                    : null,
        };
        var (verdict, reason) = Decide(found, totals, look);
        return found with { Verdict = verdict, Reason = reason };
    }

    // A backlog cannot grow by more than is offered: an interval that allows it comes of too few independent blocks.
    private Growth? GrowthOf(IReadOnlyList<LevelSecond> seconds, LevelLoad load)
    {
        var growth = GrowthEstimate.Of([.. seconds.Select(second => second.UnfinishedRows)], rules.Alpha);
        return growth is { } found && found.Upper - found.Slope > load.RowsPerSecond
            ? found with
            {
                Lower = double.NegativeInfinity,
                Upper = double.PositiveInfinity,
            }
            : growth;
    }

    // In the order of what makes the rest meaningless: the generator, then the service's own word, then growth.
    private (LevelVerdict Verdict, string Reason) Decide(LevelDecision found, LevelTotals totals, LevelLook look)
    {
        if (totals.Applied < rules.AppliedShare * totals.Intended)
        {
            return (LevelVerdict.Invalid, LevelWords.TooFewStarts(totals, rules));
        }

        if (totals.Doubtful > Math.Max(rules.DoubtfulShare * found.Seconds, rules.DoubtfulSeconds - 1))
        {
            return (LevelVerdict.Invalid, LevelWords.TooManyDoubtful(totals, rules));
        }

        if (
            totals.Refused > 0
            && BinomialBounds.AtLeast(totals.Refused, totals.Applied, rules.RefusedShare) <= rules.Alpha
        )
        {
            return (LevelVerdict.Refused, LevelWords.Refused(totals));
        }

        // Where chance brought fewer starts than asked for, fewer were completed too, and nothing was left over.
        if (
            found.Completed is { } completed
            && completed.Upper < rules.CompletedShare
            && totals.EndedRows < rules.CompletedShare * (totals.Applied - totals.Refused) * found.RowsPerBatch
        )
        {
            return (LevelVerdict.Unstable, LevelWords.CompletesTooFew(found, completed, rules));
        }

        if (found is { IsGrowing: true, Growth: { } growth } && look.WasGrowing)
        {
            return (LevelVerdict.Unstable, LevelWords.Grows(found, growth, rules));
        }

        if (found.Thresholds.FirstOrDefault(finding => finding.State == ThresholdState.Refuted) is { } refuted)
        {
            return (LevelVerdict.Failed, LevelWords.Misses(refuted));
        }

        var open = look.MayPass ? WhatIsOpen(found) : "not measured long enough to pass";
        return open.Length == 0 ? (LevelVerdict.Passed, LevelWords.Holds(found)) : (LevelVerdict.Undecided, open);
    }

    // Why the level does not pass yet; empty where it does.
    private string WhatIsOpen(LevelDecision found)
    {
        if (found.Growth is not { } growth || growth.Upper > rules.GrowthShare * found.AskedRowsPerSecond)
        {
            return LevelWords.MayGrow(found, rules);
        }

        // A service that is never idle completes the same each second, and shows at once that it falls behind: by less
        // than what condemns it, but by too much to let it pass.
        if (found.Completed is not { } completed || completed.Upper < 1 - rules.GrowthShare)
        {
            return LevelWords.MayCompleteTooFew(found);
        }

        return found.Thresholds.FirstOrDefault(finding => finding.State != ThresholdState.Confirmed) is { } unsure
            ? LevelWords.Unsure(unsure)
            : string.Empty;
    }
}
