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
    private readonly Func<string, string> redact;
    private long rows;

    /// <summary>A reader for one download.</summary>
    /// <param name="ids">The ids that the rows may have.</param>
    /// <param name="isOutput">Whether it is the output file, else the error file.</param>
    /// <param name="checksRows">Whether rows are looked into, else only counted.</param>
    /// <param name="redact">Makes one line without secrets of a service's words.</param>
    public ResultFile(IRowIds ids, bool isOutput, bool checksRows, Func<string, string>? redact = null)
    {
        this.redact = redact ?? ErrorText.OneLine;
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
        if (rows == 1)
        {
            line = ByteOrderMark.Skip(line);
        }

        if (!ResultLine.TryParse(line, out var result, out var problem))
        {
            NoteMalformed(line, problem);
            if (!isOutput)
            {
                Findings.AddRowErrors(new RowErrorKind("malformed", Words: null, 1));
            }

            return;
        }

        Findings.TextBodies += result.HasTextBody ? 1 : 0;
        if (!isOutput)
        {
            Findings.AddRowErrors(RowErrorReader.Read(result, redact));
        }

        if (result.CustomId.IsEmpty)
        {
            Findings.NamelessRows++;
            NoteLine(ResultDefect.LacksMembers, "no custom_id");
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

        if (isOutput && result.SaysFailed)
        {
            Findings.Non2xxRows++;
            Findings.AddRowErrors(RowErrorReader.Read(result, redact));
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

    // What cannot be read is told by itself: no line number helps where the file is gone after the run.
    private void NoteMalformed(ReadOnlySpan<byte> line, string problem)
    {
        Findings.Add(ResultDefect.Malformed);
        if (Findings.WantsExample(ResultDefect.Malformed))
        {
            Findings.AddExample(
                ResultDefect.Malformed,
                $"line {rows} of the {(isOutput ? "output" : "error")} file: {problem}: {QuotedLine.Of(line, redact)}"
            );
        }
    }

    private void NoteLine(ResultDefect defect, string problem)
    {
        Findings.Add(defect);
        if (Findings.WantsExample(defect))
        {
            Findings.AddExample(defect, $"line {rows} of the {(isOutput ? "output" : "error")} file: {problem}");
        }
    }
}
