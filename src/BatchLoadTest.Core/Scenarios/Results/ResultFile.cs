using System.Text;
using BatchLoadTest.BatchApi;
using BatchLoadTest.Measurements;
using BatchLoadTest.Scenarios.Data;

namespace BatchLoadTest.Scenarios.Results;

/// <summary>
/// Reads one result file row by row while it comes in. Holds one line and a bit per row, no bodies. A download that is
/// tried again needs a new one.
/// </summary>
public sealed class ResultFile : IContentConsumer, IDisposable
{
    private readonly LineSplitter lines = new();
    private readonly LineSplitter.LineHandler take;
    private readonly IRowIds ids;
    private readonly bool isOutput;
    private readonly bool checksRows;
    private readonly RowCount rowCount = new();
    private readonly RowMarks? marks;
    private long rows;

    /// <summary>A reader for one download.</summary>
    /// <param name="ids">The ids that the rows may have.</param>
    /// <param name="isOutput">Whether it is the output file, else the error file.</param>
    /// <param name="checksRows">Whether rows are looked into, else only counted.</param>
    public ResultFile(IRowIds ids, bool isOutput, bool checksRows)
    {
        this.checksRows = checksRows;
        this.ids = ids;
        this.isOutput = isOutput;
        take = Take;
        marks = checksRows ? new RowMarks(ids.Count) : null;
    }

    /// <summary>What was found in this file.</summary>
    public ResultFindings Findings { get; } = new();

    /// <summary>The rows that have a result here.</summary>
    internal RowMarks Marks => marks ?? throw new InvalidOperationException("the rows were only counted");

    /// <inheritdoc/>
    public void NoteIncomplete() => Findings.Add(ResultDefect.Incomplete);

    /// <inheritdoc/>
    public void Consume(ReadOnlySpan<byte> piece)
    {
        if (checksRows)
        {
            lines.Consume(piece, take);
        }
        else
        {
            rowCount.Consume(piece);
        }
    }

    /// <inheritdoc/>
    public string? Complete()
    {
        lines.Complete(take);
        rows += rowCount.Rows;
        Findings.OutputRows = isOutput ? rows : 0;
        Findings.ErrorRows = isOutput ? 0 : rows;
        return null;
    }

    /// <inheritdoc/>
    public void Dispose() => marks?.Dispose();

    private void Take(ReadOnlySpan<byte> line)
    {
        if (line.Trim(" \t"u8).IsEmpty)
        {
            return;
        }

        rows++;
        if (!ResultLine.TryParse(line, out var result))
        {
            NoteLine(ResultDefect.Malformed);
        }
        else if (result.CustomId.IsEmpty)
        {
            NoteLine(ResultDefect.LacksMembers);
        }
        else
        {
            Judge(result);
        }
    }

    private void Judge(in ResultLine result)
    {
        if (!ids.TryFind(result.CustomId, out var row))
        {
            Findings.Add(ResultDefect.Foreign);
            if (Findings.WantsExample(ResultDefect.Foreign))
            {
                Findings.AddExample(ResultDefect.Foreign, ErrorText.OneLine(Encoding.UTF8.GetString(result.CustomId)));
            }

            return;
        }

        if (!Marks.Mark(row))
        {
            NoteRow(ResultDefect.Duplicated, row);
        }

        if (!result.HasResult)
        {
            NoteRow(ResultDefect.LacksMembers, row);
        }

        if (isOutput && result.StatusCode != 0 && result.StatusCode is not (>= 200 and <= 299))
        {
            Findings.Non2xxRows++;
        }
    }

    private void NoteRow(ResultDefect defect, int row)
    {
        Findings.Add(defect);
        if (Findings.WantsExample(defect))
        {
            Findings.AddExample(defect, ids.IdOf(row));
        }
    }

    private void NoteLine(ResultDefect defect)
    {
        Findings.Add(defect);
        Findings.AddExample(defect, $"line {rows} of the {(isOutput ? "output" : "error")} file");
    }
}
