using BatchLoadTest.Measurements;
using BatchLoadTest.Reporting.Text;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Reporting.Causes;

/// <summary>Batches that did not complete, one cause for each way, and what the service must not have done with them.</summary>
internal static class BatchCauses
{
    public static IEnumerable<RunCause> Of(BatchSummary batches) =>
        BatchOutcomes
            .All.Where(outcome => batches.FailuresOf(outcome) > 0)
            .Select(outcome => Failed(batches, outcome))
            .Concat(Unfinished(batches))
            .Concat(BatchSentences.IrregularitiesOf(batches).Select(found => Irregular(batches, found)));

    private static RunCause Failed(BatchSummary batches, BatchOutcome outcome)
    {
        var count = batches.FailuresOf(outcome);
        return new RunCause(
            $"{Figures.Count(count)} of {Figures.Of(batches.Ended, "batch", "batches")} {Did(outcome)}{Why(batches, outcome)}",
            RunCause.ShareOf(count, batches.Ended)
        );
    }

    private static string Did(BatchOutcome outcome) =>
        outcome switch
        {
            BatchOutcome.Failed => "failed",
            BatchOutcome.Expired => "expired",
            BatchOutcome.Cancelled => "were cancelled, and not by this run",
            BatchOutcome.PollsExhausted => "had not ended after --max-polls",
            BatchOutcome.TimedOut => "had not ended within --batch-timeout",
            _ => "were lost: polls found them no more, or failed",
        };

    // The first few are known one by one. Where all of them say the same, it is the reason of all as far as anybody knows.
    private static string Why(BatchSummary batches, BatchOutcome outcome)
    {
        var known = batches.Examples.Where(batch => batch.Outcome == outcome).ToList();
        var reasons = known
            .Where(batch => Reason(batch) is not null)
            .GroupBy(batch => FailureTexts.Key(Reason(batch)!), StringComparer.Ordinal)
            .OrderByDescending(same => same.Count())
            .Select(same => same.First())
            .ToList();
        return reasons switch
        {
            [] => known.Count == 0 ? "" : $", such as batch {known[0].BatchId}",
            [var all] => $": {Reason(all)}; such as batch {all.BatchId}",
            [var most, ..] => $", such as batch {most.BatchId}: {Reason(most)}",
        };
    }

    // A batch fails because its rows do; the service says so of each row and seldom of the batch.
    private static string? Reason(BatchRecord batch) =>
        !string.IsNullOrEmpty(batch.Detail) ? batch.Detail
        : batch is { Outcome: BatchOutcome.Failed, Findings.RowErrors: { Count: > 0 } kinds }
            ? $"rows with {kinds[0].Class}" + (kinds[0].Words is { } words ? $": {words}" : "")
        : null;

    // Batches still in flight at the end are no fault as long as any others ended.
    private static IEnumerable<RunCause> Unfinished(BatchSummary batches)
    {
        if (batches is { Created: > 0, SeenToEnd: 0 } && batches[BatchOutcome.Unfinished] is > 0 and var unfinished)
        {
            yield return new RunCause(
                $"none of {Figures.Of(batches.Created, "batch", "batches")} was seen to end; {Figures.Count(unfinished)} still "
                    + $"ran at the run's end, the oldest for {Figures.Time(batches.OldestUnfinished)}",
                RunCause.ShareOf(unfinished, batches.Created)
            );
        }
    }

    private static RunCause Irregular(BatchSummary batches, Irregularity found) =>
        new(
            found.IsOfBatches
                ? $"{Figures.Of(found.Count, "batch", "batches")} {found.Words}"
                : $"{Figures.Count(found.Count)} {found.Words}",
            // Answers are many to a batch: how many of all nobody counts.
            found.IsOfBatches
                ? RunCause.ShareOf(found.Count, batches.Created)
                : 0
        );
}
