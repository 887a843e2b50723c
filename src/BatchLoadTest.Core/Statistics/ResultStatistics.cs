using BatchLoadTest.Measurements;

namespace BatchLoadTest.Statistics;

/// <summary>Running figures of what result checks found. One writer: the collector.</summary>
/// <param name="prices">What tokens cost.</param>
internal sealed class ResultStatistics(PriceList prices)
{
    private const int MaxExamples = 10;
    private const int MaxRowErrorKinds = 20;
    private const int MaxModels = 20;

    private readonly long[] defects = new long[ResultDefects.Count];
    private readonly long[] following = new long[ResultDefects.Count];
    private readonly long[] defectiveBatches = new long[ResultDefects.Count];
    private readonly RowErrorKinds rowErrors = new(MaxRowErrorKinds);
    private readonly List<string>[] examples = [.. ResultDefects.All.Select(_ => new List<string>())];
    private readonly ModelUsages usage = new(MaxModels);
    private readonly RowStatuses statuses = new();
    private readonly UsageChecks usageChecks = new();
    private TokenCounts tokens;
    private long answeredRows;
    private long rowsWithUsage;
    private long outputRows;
    private long errorRows;
    private long non2xxRows;
    private long textBodies;
    private long checkedBatches;
    private long uncheckedBatches;
    private long interruptedBatches;
    private long foundRows;
    private long failedRows;

    public void Add(BatchRecord record)
    {
        outputRows += Math.Max(0, record.OutputRows);
        errorRows += Math.Max(0, record.ErrorRows);
        if (record.Findings is not { } findings)
        {
            return;
        }

        non2xxRows += findings.Non2xxRows;
        textBodies += findings.TextBodies;
        if (!record.Outcome.IsByRun())
        {
            // Rows that failed because the run ended their batch are no failures of the service, nor are those done again.
            foundRows += findings.OutputRows + findings.ErrorRows;
            failedRows += findings.FailedRows;
            foreach (var rows in findings.RowErrors)
            {
                rowErrors.Add(rows);
            }
        }

        foreach (var (status, rows) in findings.Statuses)
        {
            statuses.Add(status, rows);
        }

        foreach (var model in findings.Usage)
        {
            usage.Add(model);
            answeredRows += model.Rows;
            rowsWithUsage += model.RowsWithUsage;
            tokens = tokens.Plus(model.Tokens);
        }

        if (findings.IsComplete || (record.Outcome.IsByRun() && findings.RowsNotDone is not null))
        {
            checkedBatches++;
        }
        else if (findings.IsInterrupted)
        {
            interruptedBatches++;
        }
        else if (record.Outcome == BatchOutcome.Completed || (record.Outcome.IsByRun() && !IsWithoutInput(record)))
        {
            uncheckedBatches++;
        }

        foreach (var defect in ResultDefects.All)
        {
            Add(defect, findings, record.BatchId);
        }
    }

    // Its files may go with its input.
    private static bool IsWithoutInput(BatchRecord record) => record.Outcome == BatchOutcome.DeletedByRun;

    /// <summary>Adds comparisons with the service's own sums: a disagreement is a defect like those of rows.</summary>
    public void Add(UsageChecks checks)
    {
        if (checks.IsEmpty)
        {
            return;
        }

        usageChecks.Add(checks);
        defects[(int)ResultDefect.UsageDisagrees] += checks[UsageVerdict.Disagrees];
        var kept = examples[(int)ResultDefect.UsageDisagrees];
        kept.AddRange(checks.Disagreements.Take(MaxExamples - kept.Count));
    }

    public ResultSummary Summarise(TimeSpan elapsed) =>
        new()
        {
            OutputRows = outputRows,
            ErrorRows = errorRows,
            Non2xxRows = non2xxRows,
            TextBodies = textBodies,
            CheckedBatches = checkedBatches,
            UncheckedBatches = uncheckedBatches,
            InterruptedBatches = interruptedBatches,
            FoundRows = foundRows,
            FailedRows = failedRows,
            RowErrors = rowErrors.All,
            Statuses = statuses.All,
            Usage = Usage(answeredRows, rowsWithUsage, tokens, elapsed) with { Models = usage.All, Prices = prices },
            UsageChecks = UsageCheckSummary.Of(usageChecks),
            Defects = [.. defects],
            Following = [.. following],
            DefectiveBatches = [.. defectiveBatches],
            Examples = [.. examples.Select(list => (IReadOnlyList<string>)[.. list])],
            RowsPerSecond = elapsed > TimeSpan.Zero ? (outputRows + errorRows) / elapsed.TotalSeconds : 0,
        };

    /// <summary>Writes all that only adds up, in the order in which <see cref="ReadCounts"/> takes it.</summary>
    public void WriteCounts(List<long> counts)
    {
        counts.AddRange(outputRows, errorRows, non2xxRows, textBodies);
        counts.AddRange(checkedBatches, uncheckedBatches, interruptedBatches, foundRows, failedRows);
        counts.AddRange(defects);
        counts.AddRange(following);
        counts.AddRange(answeredRows, rowsWithUsage);
        counts.AddRange(tokens.Prompt, tokens.Completion, tokens.Reasoning, tokens.Cached, tokens.Total);
        UsageCheckSummary.Of(usageChecks).WriteCounts(counts);
    }

    /// <summary>What was counted in a window.</summary>
    /// <param name="counted">What was written at its end, less what was at its beginning.</param>
    /// <param name="length">How long it is.</param>
    public static ResultSummary ReadCounts(CountDifference counted, TimeSpan length)
    {
        var (outputRows, errorRows) = (counted.Next(), counted.Next());
        return ResultSummary.Empty with
        {
            OutputRows = outputRows,
            ErrorRows = errorRows,
            Non2xxRows = counted.Next(),
            TextBodies = counted.Next(),
            CheckedBatches = counted.Next(),
            UncheckedBatches = counted.Next(),
            InterruptedBatches = counted.Next(),
            FoundRows = counted.Next(),
            FailedRows = counted.Next(),
            Defects = counted.Next(ResultDefects.Count),
            Following = counted.Next(ResultDefects.Count),
            Usage = Usage(
                counted.Next(),
                counted.Next(),
                new TokenCounts(counted.Next(), counted.Next(), counted.Next(), counted.Next(), counted.Next()),
                length
            ),
            UsageChecks = UsageCheckSummary.ReadCounts(counted),
            RowsPerSecond = (outputRows + errorRows) / length.TotalSeconds,
        };
    }

    private static UsageSummary Usage(long answered, long withUsage, TokenCounts tokens, TimeSpan length) =>
        new()
        {
            AnsweredRows = answered,
            RowsWithUsage = withUsage,
            Tokens = tokens,
            Length = length,
        };

    private void Add(ResultDefect defect, ResultFindings findings, string batchId)
    {
        defects[(int)defect] += findings[defect];
        following[(int)defect] += findings.Following(defect);
        defectiveBatches[(int)defect] += findings[defect] > findings.Following(defect) ? 1 : 0;
        var kept = examples[(int)defect];
        foreach (var example in findings.Examples(defect).Take(MaxExamples - kept.Count))
        {
            kept.Add($"{example} (batch {batchId})");
        }
    }
}
