using BatchLoadTest.Measurements;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Reporting.Text;

/// <summary>What became of the batches and their results, in words: the same in the terminal and in every report.</summary>
public static class BatchSentences
{
    private const int MostExamples = 2;
    private const int MostRowErrors = 5;
    private const int MostWords = 5;

    /// <summary>An outcome for a person, such as <c>polls exhausted</c>.</summary>
    public static string Name(BatchOutcome outcome) => outcome.KindName().Replace('_', ' ');

    /// <summary>A kind of defect for a person, such as <c>in both</c>.</summary>
    public static string Name(ResultDefect defect) => defect.KindName().Replace('_', ' ');

    /// <summary>The sum that accounts for every batch: created = completed + failed + … , zeros included.</summary>
    public static string Sum(BatchSummary batches)
    {
        var terms = Shown(batches).Select(outcome => $"{Figures.Count(batches[outcome])} {Name(outcome)}");
        var sum = $"{Figures.Count(batches.Created)} created = {string.Join(" + ", terms)}";
        // A finished run has none; a report of one that was killed may.
        return batches.InFlight == 0 ? sum : $"{sum} + {Figures.Count(batches.InFlight)} in flight";
    }

    /// <summary>The ways to end that are shown: those that a person asks about, and those of batches which the run ended.</summary>
    public static IEnumerable<BatchOutcome> Shown(BatchSummary batches) =>
        BatchOutcomes.All.Where(outcome => !outcome.IsByRun() || batches[outcome] > 0);

    /// <summary>The ways to fail that occurred, such as <c>2 expired, 1 lost</c>; empty where none did.</summary>
    public static string Failures(BatchSummary batches) =>
        string.Join(
            ", ",
            BatchOutcomes
                .All.Where(outcome => batches.FailuresOf(outcome) > 0)
                .Select(outcome => $"{Figures.Count(batches.FailuresOf(outcome))} {Name(outcome)}")
        );

    /// <summary>How long batches took, and what their polls showed.</summary>
    public static string Turnaround(BatchSummary batches)
    {
        var times = batches.Turnaround;
        var turnaround =
            times.Count == 0
                ? "no batch ended at the service"
                : $"p50 {Figures.Time(times.P50)}, p95 {Figures.Time(times.P95)}, max {Figures.Time(times.Max)} "
                    + $"over {Figures.Count(times.Count)} batches; {Figures.Of(batches.Polls, "poll")}, "
                    + $"{Figures.Count(batches.WastedPolls)} showed no change";
        return batches.Censored == 0
            ? turnaround
            : $"{turnaround}; {Figures.Count(batches.Censored)} more, end not seen, the oldest for "
                + Figures.Time(batches.OldestUnfinished);
    }

    /// <summary>The phases by the service's stamps that have a sample, with their names, in the order of time.</summary>
    public static IReadOnlyList<KeyValuePair<string, LatencySummary>> Phases(BatchSummary batches) =>
        [
            .. new KeyValuePair<string, LatencySummary>[]
            {
                new("queued", batches.Queued),
                new("running", batches.Running),
                new("finalizing", batches.Finalizing),
                new("observation lag (from the end until a poll saw it)", batches.ObservationLag),
            }.Where(phase => phase.Value.Count > 0),
        ];

    /// <summary>Rows found.</summary>
    public static string Rows(ResultSummary results)
    {
        var rows =
            $"{Figures.Count(results.OutputRows)} in output files, {Figures.Count(results.ErrorRows)} in error files, "
            + $"{results.RowsPerSecond:0.#} rows/s";
        return results.Non2xxRows == 0
            ? rows
            : $"{rows}; {Figures.Count(results.Non2xxRows)} in output files are not 2xx";
    }

    /// <summary>How many rows failed, and then each kind of failure with the rows' own words; empty where none did.</summary>
    public static IEnumerable<string> RowErrors(ResultSummary results)
    {
        if (results.FailedRows == 0)
        {
            yield break;
        }

        yield return $"{Figures.Count(results.FailedRows)} of {Figures.Of(results.FoundRows, "row")} failed "
            + $"({Figures.Share(results.FailedRowShare)})";
        foreach (var kind in results.RowErrors.Take(MostRowErrors))
        {
            yield return Describe(kind);
        }

        if (results.RowErrors.Count > MostRowErrors)
        {
            var rest = results.RowErrors.Skip(MostRowErrors).Sum(kind => kind.Count);
            yield return $"and {Figures.Count(rest)} more";
        }
    }

    /// <summary>Rows that failed in one way: how many, class, words.</summary>
    public static string Describe(RowErrorKind kind) =>
        $"{Figures.Of(kind.Count, "row")} with {kind.Class}"
        + (kind.Words is null ? "" : $": {kind.Words}")
        + (kind.Examples.Count == 0 ? "" : $" (such as {string.Join(", ", kind.Examples.Take(MostExamples))})");

    /// <summary>The status of rows, as a key or for a person.</summary>
    public static string Status(int status) =>
        status switch
        {
            RowStatuses.None => "none",
            RowStatuses.Other => "other",
            _ => $"{status}",
        };

    /// <summary>How many results were looked at, and how many defects they have.</summary>
    public static string Checked(ResultSummary results)
    {
        if (results is { CheckedBatches: 0, UncheckedBatches: 0, InterruptedBatches: 0, TotalDefects: 0 })
        {
            return "nothing was checked";
        }

        var text =
            $"{Figures.Count(results.TotalDefects)} defects in {Figures.Count(results.CheckedBatches)} checked batches";
        if (results.UncheckedBatches > 0)
        {
            text += $"; {Figures.Count(results.UncheckedBatches)} completed ones could not be read to their end";
        }

        return results.InterruptedBatches == 0
            ? text
            : $"{text}; the end of the run cut off the reading of {Figures.Count(results.InterruptedBatches)} "
                + "completed ones";
    }

    /// <summary>Each kind of defect that was found, with examples in the service's words.</summary>
    public static IEnumerable<string> Defects(ResultSummary results)
    {
        foreach (var defect in ResultDefects.All.Where(defect => results[defect] > 0))
        {
            var examples = string.Join(", ", results.Examples[(int)defect].Take(MostExamples));
            var count = $"{Figures.Count(results[defect])} {Name(defect)}{Following(results, defect)}";
            yield return examples.Length == 0 ? count : $"{count}, such as {examples}";
        }
    }

    /// <summary>
    /// How many of a kind of defect follow from others and are not counted as defects, in parentheses; empty for none.
    /// </summary>
    public static string Following(ResultSummary results, ResultDefect defect) =>
        results.Following[(int)defect] switch
        {
            0 => "",
            var following when following == results[defect] => " (follows from the other defects)",
            var following => $" ({Figures.Count(following)} of them follow from other defects)",
        };

    /// <summary>What the service must not have done, each with its count; empty where it did nothing of that.</summary>
    public static IReadOnlyList<string> Irregularities(BatchSummary batches) =>
        [.. IrregularitiesOf(batches).Select(found => $"{Figures.Count(found.Count)} {found.Words}")];

    /// <summary>The same, with what is counted.</summary>
    public static IReadOnlyList<Irregularity> IrregularitiesOf(BatchSummary batches)
    {
        var violations = batches.Violations;
        Irregularity[] all =
        [
            new(violations.Backwards, "went back to an earlier status", IsOfBatches: true),
            new(violations.CountsShrank, "lost finished rows between two polls", IsOfBatches: true),
            new(
                violations.UnknownStatus,
                "with an unknown status that no known end followed" + Words(batches.UnknownStatuses.EndlessWords),
                IsOfBatches: true
            ),
            new(violations.NotFound, "answers 404 for a batch that was created", IsOfBatches: false),
            new(batches.ForeignAnswers ?? 0, "answers about another object than was asked for", IsOfBatches: false),
            new(batches.MissedWindow, "ended after their completion window", IsOfBatches: true),
            new(
                batches.Overdue ?? 0,
                "unfinished at the end and older than twice the longest of the completed ones "
                    + $"({Figures.Time(batches.LongestCompleted)})",
                IsOfBatches: true
            ),
        ];
        return [.. all.Where(found => found.Count > 0)];
    }

    /// <summary>What is worth knowing of a service that did nothing wrong; empty for nothing.</summary>
    public static IReadOnlyList<string> Peculiarities(BatchSummary batches)
    {
        List<string> parts = [];
        if (batches.LateOutputs > 0)
        {
            parts.Add(
                $"{Figures.Of(batches.LateOutputs, "batch", "batches")} named the output file only after the answer that "
                    + "showed the end"
            );
        }

        if (DeadlineSentences.OutOfOrder(batches) is { } order)
        {
            parts.Add(order);
        }

        if (batches.UnknownStatuses is { Noticed: > 0 } unknown)
        {
            parts.Add(
                $"{Figures.Of(unknown.Noticed, "batch", "batches")} went through a status unknown to this program"
                    + Words(unknown.NoticedWords)
            );
        }

        if (CancelSentences.Of(batches.Cancels) is { } cancels)
        {
            parts.Add(cancels);
        }

        if (RetrySentences.Of(batches.Retries) is { } retries)
        {
            parts.Add(retries);
        }

        if (DeleteSentences.Of(batches.Deletes) is { } deletes)
        {
            parts.Add(deletes);
        }

        if (DeleteSentences.Of(batches.Expiries) is { } expiries)
        {
            parts.Add(expiries);
        }

        if (UsageSentences.Checks(batches.Results.UsageChecks) is { } checks)
        {
            parts.Add(checks);
        }

        if (batches.Results.TextBodies > 0)
        {
            parts.Add(
                $"{Figures.Of(batches.Results.TextBodies, "row")} {(batches.Results.TextBodies == 1 ? "has" : "have")} "
                    + "response.body as a text that holds JSON, not as an object"
            );
        }

        return parts;
    }

    /// <summary>One batch: id, outcome, polls, time, the service's words.</summary>
    public static string Describe(BatchRecord batch) =>
        $"{batch.BatchId} {Name(batch.Outcome)}{(batch.NotAwaited ? " (not awaited)" : "")}, {Figures.Of(batch.Polls, "poll")} in {Figures.Time(batch.Turnaround)}"
        + (batch.LastStatus.Length == 0 ? "" : $", last status {batch.LastStatus}")
        + (string.IsNullOrEmpty(batch.Detail) ? "" : $": {batch.Detail}")
        + WordsOfRows(batch);

    /// <summary>What was not waited for, in words; null where everything was.</summary>
    public static string? NotAwaited(BatchSummary batches) =>
        batches.NotAwaited == 0
            ? null
            : $"{Figures.Of(batches.NotAwaited, "batch", "batches")} not awaited: given up within "
                + $"{(batches.NotAwaited == 1 ? "its" : "their")} completion window by --batch-timeout or --max-polls, which "
                + "is no failure of the service and no proof that it would have finished";

    // A batch fails because its rows do; the service says so of each row and seldom of the batch.
    private static string WordsOfRows(BatchRecord batch) =>
        batch is { Outcome: BatchOutcome.Failed, Findings.RowErrors: { Count: > 0 } kinds }
            ? "; " + string.Join(", ", kinds.Take(MostExamples).Select(Describe))
            : "";

    private static string Words(IReadOnlyList<string> words) =>
        words.Count == 0
            ? ""
            : ": "
                + string.Join(", ", words.Take(MostWords).Select(word => $"'{word}'"))
                + (words.Count > MostWords ? ", …" : "");
}
