using BatchLoadTest.BatchApi;
using BatchLoadTest.BatchApi.Http;
using BatchLoadTest.Measurements;
using BatchLoadTest.Scenarios.Data;

namespace BatchLoadTest.Scenarios.Results;

/// <summary>
/// Compares the results of a batch with its input: the ids of output file ⊎ error file must be those of the input, as
/// multisets, and the service's own counts must be those of the rows.
/// </summary>
/// <param name="mode">How closely is looked.</param>
/// <param name="redact">Makes one line without secrets of the words of failed rows; only one line where none is given.</param>
/// <param name="maxLine">Longest line in bytes; longer ones are skipped and a defect.</param>
public sealed class ResultCheck(
    CheckMode mode,
    Func<string, string>? redact = null,
    int maxLine = LineSplitter.DefaultMaxLine
)
{
    private const int Most = ResultFindings.MaxExamples;

    /// <summary>Longest line in bytes.</summary>
    public int MaxLine => maxLine;

    /// <summary>Whether rows are told from each other by their ids.</summary>
    public bool ComparesRows => mode == CheckMode.Full;

    /// <summary>A reader for one download of a result file.</summary>
    /// <param name="ids">The ids that its rows may have.</param>
    /// <param name="isOutput">Whether it is the output file, else the error file.</param>
    /// <param name="copy">Keeps all that comes in; null where nothing is kept.</param>
    /// <param name="finalRows">Is told of each row; null for nobody.</param>
    /// <param name="mayGrow">Whether it is right that it is not complete: its batch was cancelled with rows running.</param>
    public ResultFile NewFile(
        IRowIds ids,
        bool isOutput,
        SavedOutput? copy = null,
        IFinalRows? finalRows = null,
        bool mayGrow = false
    ) => new(ids, isOutput, mode == CheckMode.Full, redact, maxLine, copy, finalRows, mayGrow);

    /// <summary>
    /// Whether a completed batch owes an output file that it does not name. Null where nobody can tell before its error
    /// file is read.
    /// </summary>
    /// <param name="ids">The input's ids.</param>
    /// <param name="batch">The batch as last seen.</param>
    /// <param name="errors">The error file, read to its end; null where there was none or it is not read.</param>
    public static bool? LacksOutput(IRowIds ids, Batch batch, ResultFile? errors)
    {
        if (batch is not { Status.State: BatchState.Completed, OutputFileId: null })
        {
            return false;
        }

        if (batch.ErrorFileId is null)
        {
            return true;
        }

        if (errors is not null)
        {
            // Rows that all failed need no output file; some services count them as completed.
            return errors.Findings.ErrorRows < ids.Count && batch.Counts?.SaysAllFailed != true;
        }

        return batch.Counts?.SaysAllFailed == true ? false
            : batch.Counts?.Completed > 0 ? true
            : null;
    }

    /// <summary>Judges a batch; null where nothing is checked.</summary>
    /// <param name="ids">The input's ids.</param>
    /// <param name="batch">The batch as last seen.</param>
    /// <param name="output">The output file, read to its end; null where there was none or it could not be read.</param>
    /// <param name="errors">The error file, likewise.</param>
    /// <param name="isCutOff">Whether what is not read would have been read had the run gone on.</param>
    /// <param name="cancelled">
    /// Its counts once its files were read, where the run cancelled it, empty where it names none; null where it did not.
    /// </param>
    public ResultFindings? Judge(
        IRowIds ids,
        Batch batch,
        ResultFile? output,
        ResultFile? errors,
        bool isCutOff = false,
        RequestCounts? cancelled = null
    )
    {
        if (mode == CheckMode.Off || !batch.Status.IsTerminal)
        {
            return null;
        }

        // One that was still waited for may have come.
        var lacksOutput = LacksOutput(ids, batch, errors) == true;
        var isRead =
            (output is not null || batch.OutputFileId is null)
            && (errors is not null || batch.ErrorFileId is null)
            && !(lacksOutput && isCutOff);
        var isCompleted = batch.Status.State == BatchState.Completed;
        var findings = new ResultFindings
        {
            Expected = ids.Count,
            // Of a batch that failed, expired or was cancelled nobody can ask for all rows.
            IsComplete = isCompleted && isRead,
            IsInterrupted = (isCompleted || cancelled is not null) && !isRead && isCutOff,
        };
        Take(findings, output);
        Take(findings, errors);
        lacksOutput &= !isCutOff;
        if (lacksOutput)
        {
            findings.Add(ResultDefect.NoOutput);
            findings.AddExample(
                ResultDefect.NoOutput,
                $"{findings.ErrorRows} of {findings.Expected} rows are in the error file"
            );
        }

        if (mode == CheckMode.Full)
        {
            CompareRows(findings, ids, output, errors, !lacksOutput);
        }
        else
        {
            CompareNumbers(findings, !lacksOutput);
        }

        if (findings.IsComplete)
        {
            CompareCounts(findings, batch);
        }
        else if (isRead && cancelled is { } afterwards)
        {
            var found = RowsFound(findings, ids, output, errors);
            CompareDone(findings, batch.Counts ?? default, afterwards, found);
            findings.RowsNotDone = Math.Max(0, findings.Expected - found - findings[ResultDefect.Missing]);
        }

        return findings;
    }

    private static void Take(ResultFindings findings, ResultFile? file)
    {
        if (file is not null)
        {
            findings.Add(file.Findings);
        }
    }

    private static void CompareRows(
        ResultFindings findings,
        IRowIds ids,
        ResultFile? output,
        ResultFile? errors,
        bool misses
    )
    {
        using var none = new RowMarks(ids.Count);
        var inOutput = output?.Marks ?? none;
        var inErrors = errors?.Marks ?? none;
        AddRows(findings, ids, ResultDefect.InBoth, inOutput.CountBoth(inErrors), inOutput.First(inErrors, true, Most));
        if (findings.IsComplete && misses)
        {
            var missing = inOutput.CountNeither(inErrors);
            AddRows(findings, ids, ResultDefect.Missing, missing, inOutput.First(inErrors, false, Most));
            // A line that names no row of ours stands for one that is missed for it.
            findings.AddFollowing(ResultDefect.Missing, Math.Min(missing, Unassigned(findings)));
        }
    }

    // A file that is an array stands for any number of them.
    private static long Unassigned(ResultFindings findings) =>
        findings[ResultDefect.JsonArray] > 0
            ? findings.Expected
            : findings[ResultDefect.Malformed]
                + findings[ResultDefect.Foreign]
                + findings[ResultDefect.TooLong]
                + findings.NamelessRows;

    // Without ids a row too many can only be one that came twice.
    private static void CompareNumbers(ResultFindings findings, bool misses)
    {
        var surplus = findings.OutputRows + findings.ErrorRows - findings.Expected;
        findings.Add(ResultDefect.Duplicated, Math.Max(0, surplus));
        if (findings.IsComplete && misses)
        {
            findings.Add(ResultDefect.Missing, Math.Max(0, -surplus));
            findings.AddFollowing(ResultDefect.Missing, Math.Min(Math.Max(0, -surplus), Unassigned(findings)));
        }
    }

    // Rows with a result, each once; lines, where rows are only counted.
    private long RowsFound(ResultFindings findings, IRowIds ids, ResultFile? output, ResultFile? errors)
    {
        if (mode != CheckMode.Full)
        {
            return findings.OutputRows + findings.ErrorRows;
        }

        using var none = new RowMarks(ids.Count);
        return ids.Count - (output?.Marks ?? none).CountNeither(errors?.Marks ?? none);
    }

    // Of a cancelled batch any rows may be done. What it said before its files were read has to be in them, and what is in them
    // it has to say in the end: rows that were being worked on may be done meanwhile.
    private static void CompareDone(ResultFindings findings, RequestCounts before, RequestCounts after, long found)
    {
        if (before.Completed + before.Failed > found)
        {
            findings.Add(ResultDefect.Missing, (before.Completed + before.Failed - found)!.Value);
            findings.AddExample(
                ResultDefect.Missing,
                $"says {Figure(before.Completed)} completed + {Figure(before.Failed)} failed when it is cancelled, files have "
                    + $"{found} rows"
            );
        }

        // Before its input was looked into, a service knows no total.
        if ((after.Total != 0 && !Agrees(after.Total, findings.Expected)) || after.Completed + after.Failed < found)
        {
            findings.Add(ResultDefect.CountsDisagree);
            findings.AddExample(
                ResultDefect.CountsDisagree,
                $"says {Figure(after.Completed)} completed + {Figure(after.Failed)} failed of {Figure(after.Total)} when it is "
                    + $"cancelled, files have {found} rows of {findings.Expected}"
            );
        }
    }

    private static void AddRows(
        ResultFindings findings,
        IRowIds ids,
        ResultDefect defect,
        long count,
        IEnumerable<int> first
    )
    {
        findings.Add(defect, count);
        if (count > 0)
        {
            foreach (var row in first)
            {
                findings.AddExample(defect, ids.IdOf(row));
            }
        }
    }

    private static void CompareCounts(ResultFindings findings, Batch batch)
    {
        if (
            batch.Counts is not { } counts
            || (
                Agrees(counts.Total, findings.Expected)
                && Agrees(counts.Completed, findings.OutputRows)
                && Agrees(counts.Failed, findings.ErrorRows)
            )
        )
        {
            return;
        }

        findings.Add(ResultDefect.CountsDisagree);
        findings.AddFollowing(ResultDefect.CountsDisagree, FollowsFromRows(findings, counts) ? 1 : 0);
        findings.AddExample(
            ResultDefect.CountsDisagree,
            $"says {Figure(counts.Completed)} completed + {Figure(counts.Failed)} failed of {Figure(counts.Total)}, "
                + $"files have {findings.OutputRows} + {findings.ErrorRows} of {findings.Expected}"
        );
    }

    // Where the files have other rows than they should, counts that are those of the input, or those of the files, are
    // right in their way. Counts that are neither are wrong by themselves.
    private static bool FollowsFromRows(ResultFindings findings, RequestCounts counts)
    {
        var found = findings.OutputRows + findings.ErrorRows;
        var differs =
            findings[ResultDefect.Missing]
                + findings[ResultDefect.Duplicated]
                + findings[ResultDefect.InBoth]
                + findings[ResultDefect.Incomplete]
                + findings[ResultDefect.NoOutput]
                + Unassigned(findings)
            > 0;
        return differs && IsKnownSum(counts.Total) && IsKnownSum(counts.Completed + counts.Failed);

        bool IsKnownSum(long? sum) => Agrees(sum, findings.Expected) || Agrees(sum, found);
    }

    private static bool Agrees(long? count, long rows) => count is null || count == rows;

    private static string Figure(long? count) => count is { } known ? $"{known}" : "?";
}
