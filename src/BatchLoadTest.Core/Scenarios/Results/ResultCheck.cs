using BatchLoadTest.BatchApi;
using BatchLoadTest.Measurements;
using BatchLoadTest.Scenarios.Data;

namespace BatchLoadTest.Scenarios.Results;

/// <summary>
/// Compares the results of one batch with its input: the ids of output file ⊎ error file must be those of the input, as
/// multisets, and the service's own counts must be those of the rows.
/// </summary>
public static class ResultCheck
{
    /// <summary>Judges a batch.</summary>
    /// <param name="ids">The input's ids.</param>
    /// <param name="batch">The batch as last seen; ended.</param>
    /// <param name="output">The output file, read to its end; null where there was none or it could not be read.</param>
    /// <param name="errors">The error file, likewise.</param>
    /// <param name="isComplete">Whether every file that the batch names was read to its end.</param>
    public static ResultFindings Judge(
        IRowIds ids,
        Batch batch,
        ResultFile? output,
        ResultFile? errors,
        bool isComplete
    )
    {
        var findings = new ResultFindings
        {
            Expected = ids.Count,
            IsComplete = isComplete && batch.Status.State == BatchState.Completed,
        };
        Take(findings, output);
        Take(findings, errors);
        using var none = new RowMarks(ids.Count);
        var inOutput = output?.Marks ?? none;
        var inErrors = errors?.Marks ?? none;
        AddRows(findings, ids, ResultDefect.InBoth, inOutput.CountBoth(inErrors), inOutput.First(inErrors, true, Most));
        if (findings.IsComplete)
        {
            // Of a batch that failed, expired or was cancelled nobody can ask for all rows.
            var missing = inOutput.CountNeither(inErrors);
            AddRows(findings, ids, ResultDefect.Missing, missing, inOutput.First(inErrors, false, Most));
            CompareCounts(findings, batch);
        }

        return findings;
    }

    private const int Most = ResultFindings.MaxExamples;

    private static void Take(ResultFindings findings, ResultFile? file)
    {
        if (file is not null)
        {
            findings.Add(file.Findings);
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
        if (batch.Counts is not { } counts)
        {
            return;
        }

        if (
            counts.Total != findings.Expected
            || counts.Completed != findings.OutputRows
            || counts.Failed != findings.ErrorRows
        )
        {
            findings.Add(ResultDefect.CountsDisagree);
            findings.AddExample(
                ResultDefect.CountsDisagree,
                $"{batch.Id}: says {counts.Completed} + {counts.Failed} of {counts.Total}, "
                    + $"files have {findings.OutputRows} + {findings.ErrorRows} of {findings.Expected}"
            );
        }
    }
}
