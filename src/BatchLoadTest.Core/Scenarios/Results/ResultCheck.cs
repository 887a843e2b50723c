using BatchLoadTest.BatchApi;
using BatchLoadTest.Measurements;
using BatchLoadTest.Scenarios.Data;

namespace BatchLoadTest.Scenarios.Results;

/// <summary>
/// Compares the results of a batch with its input: the ids of output file ⊎ error file must be those of the input, as
/// multisets, and the service's own counts must be those of the rows.
/// </summary>
public sealed class ResultCheck(CheckMode mode)
{
    private const int Most = ResultFindings.MaxExamples;

    /// <summary>A reader for one download of a result file.</summary>
    public ResultFile NewFile(IRowIds ids, bool isOutput) => new(ids, isOutput, mode == CheckMode.Full);

    /// <summary>Judges a batch; null where nothing is checked.</summary>
    /// <param name="ids">The input's ids.</param>
    /// <param name="batch">The batch as last seen.</param>
    /// <param name="output">The output file, read to its end; null where there was none or it could not be read.</param>
    /// <param name="errors">The error file, likewise.</param>
    public ResultFindings? Judge(IRowIds ids, Batch batch, ResultFile? output, ResultFile? errors)
    {
        if (mode == CheckMode.Off || !batch.Status.IsTerminal)
        {
            return null;
        }

        var findings = new ResultFindings
        {
            Expected = ids.Count,
            // Of a batch that failed, expired or was cancelled nobody can ask for all rows.
            IsComplete =
                batch.Status.State == BatchState.Completed
                && (output is not null || batch.OutputFileId is null)
                && (errors is not null || batch.ErrorFileId is null),
        };
        Take(findings, output);
        Take(findings, errors);
        if (mode == CheckMode.Full)
        {
            CompareRows(findings, ids, output, errors);
        }
        else
        {
            CompareNumbers(findings);
        }

        if (findings.IsComplete)
        {
            CompareCounts(findings, batch);
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

    private static void CompareRows(ResultFindings findings, IRowIds ids, ResultFile? output, ResultFile? errors)
    {
        using var none = new RowMarks(ids.Count);
        var inOutput = output?.Marks ?? none;
        var inErrors = errors?.Marks ?? none;
        AddRows(findings, ids, ResultDefect.InBoth, inOutput.CountBoth(inErrors), inOutput.First(inErrors, true, Most));
        if (findings.IsComplete)
        {
            var missing = inOutput.CountNeither(inErrors);
            AddRows(findings, ids, ResultDefect.Missing, missing, inOutput.First(inErrors, false, Most));
        }
    }

    // Without ids a row too many can only be one that came twice.
    private static void CompareNumbers(ResultFindings findings)
    {
        var surplus = findings.OutputRows + findings.ErrorRows - findings.Expected;
        findings.Add(ResultDefect.Duplicated, Math.Max(0, surplus));
        if (findings.IsComplete)
        {
            findings.Add(ResultDefect.Missing, Math.Max(0, -surplus));
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
                counts.Total == findings.Expected
                && counts.Completed == findings.OutputRows
                && counts.Failed == findings.ErrorRows
            )
        )
        {
            return;
        }

        findings.Add(ResultDefect.CountsDisagree);
        findings.AddExample(
            ResultDefect.CountsDisagree,
            $"says {counts.Completed} completed + {counts.Failed} failed of {counts.Total}, "
                + $"files have {findings.OutputRows} + {findings.ErrorRows} of {findings.Expected}"
        );
    }
}
