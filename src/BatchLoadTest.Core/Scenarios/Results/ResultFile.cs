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
    // More than is shown of it, in bytes.
    private const int MaxShownId = 4 * ErrorText.MaxLength + 4;

    private readonly LineSplitter lines;
    private readonly LineSplitter.LineHandler take;
    private readonly IRowIds ids;
    private readonly bool isOutput;
    private readonly bool checksRows;
    private readonly UsageCounter usage = new();
    private readonly RowCount rowCount = new();
    private readonly RowMarks? marks;
    private readonly Func<string, string> redact;
    private readonly int maxLine;
    private readonly SavedOutput? copy;
    private readonly IFinalRows? finalRows;
    private readonly bool mayGrow;
    private long rows;
    private bool isArray;

    // The first line, where it is an array by itself: the whole file, or a bad row among others. What follows tells.
    private (ResultDefect Defect, string Example)? suspect;

    /// <summary>A reader for one download.</summary>
    /// <param name="ids">The ids that the rows may have.</param>
    /// <param name="isOutput">Whether it is the output file, else the error file.</param>
    /// <param name="checksRows">Whether rows are looked into, else only counted.</param>
    /// <param name="redact">Makes one line without secrets of a service's words.</param>
    /// <param name="maxLine">Longest line in bytes; longer ones are skipped and a defect.</param>
    /// <param name="copy">Keeps all that comes in; null where nothing is kept.</param>
    /// <param name="finalRows">Is told of each row; null for nobody.</param>
    /// <param name="mayGrow">Whether it is right that it is not complete: its batch was cancelled with rows running.</param>
    public ResultFile(
        IRowIds ids,
        bool isOutput,
        bool checksRows,
        Func<string, string>? redact = null,
        int maxLine = LineSplitter.DefaultMaxLine,
        SavedOutput? copy = null,
        IFinalRows? finalRows = null,
        bool mayGrow = false
    )
    {
        this.mayGrow = mayGrow;
        this.copy = copy;
        this.finalRows = finalRows;
        finalRows?.Begin();
        copy?.Restart();
        this.maxLine = maxLine;
        lines = new LineSplitter(maxLine, TakeTooLong);
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
    public void NoteIncomplete() => Findings.Add(ResultDefect.Incomplete, mayGrow ? 0 : 1);

    /// <inheritdoc/>
    public void Consume(ReadOnlySpan<byte> piece)
    {
        copy?.Write(piece);
        if (checksRows)
        {
            lines.Consume(piece, take);
        }
        else
        {
            isArray |= rowCount.Rows == 0 && ArrayText.IsArray(piece);
            rowCount.Consume(piece);
        }
    }

    /// <inheritdoc/>
    public string? Complete()
    {
        copy?.Complete();
        lines.Complete(take);
        rows += rowCount.Rows;
        if (isArray || suspect is not null)
        {
            // Lines of an array are no rows.
            rows = 0;
            Findings.Add(ResultDefect.JsonArray);
            Findings.AddExample(ResultDefect.JsonArray, $"the {FileName} {ArrayText.Words}");
        }
        else
        {
            finalRows?.End();
        }

        usage.AddTo(Findings);
        Findings.OutputRows = isOutput ? rows : 0;
        Findings.ErrorRows = isOutput ? 0 : rows;
        return null;
    }

    /// <inheritdoc/>
    public void Dispose() => marks?.Dispose();

    private string FileName => isOutput ? "output file" : "error file";

    private void Take(ReadOnlySpan<byte> line)
    {
        if (isArray || line.Trim(" \t"u8).IsEmpty)
        {
            return;
        }

        BeginRow();
        if (rows == 1)
        {
            line = ByteOrderMark.Skip(line);
            isArray = ArrayText.IsArray(line) && ArrayText.GoesOn(line);
            if (isArray)
            {
                return;
            }
        }

        if (!ResultLine.TryParse(line, out var result, out var problem))
        {
            NoteUnreadable(ResultDefect.Malformed, line, problem);
            return;
        }

        if (finalRows is not null && result.TryFind(ids, out var row))
        {
            finalRows.Take(row, rows - 1, line);
        }

        Findings.TextBodies += result.HasTextBody ? 1 : 0;
        if (isOutput)
        {
            Findings.AddStatus(result.StatusCode);
        }
        else
        {
            var kind = RowErrorReader.Read(result, redact);
            Findings.AddStatus(kind.Status);
            Findings.AddRowErrors(kind);
        }

        if (!result.OtherId.IsEmpty)
        {
            JudgeOtherId(result);
        }
        else if (result.CustomId.IsEmpty)
        {
            Findings.NamelessRows++;
            NoteLine(ResultDefect.LacksMembers, "no custom_id");
        }
        else
        {
            Judge(result);
        }
    }

    private void TakeTooLong(ReadOnlySpan<byte> beginning, long length)
    {
        if (isArray)
        {
            return;
        }

        BeginRow();
        NoteUnreadable(
            ResultDefect.TooLong,
            rows == 1 ? ByteOrderMark.Skip(beginning) : beginning,
            $"{length:N0} bytes, more than the {maxLine:N0} of --max-line; skipped"
        );
    }

    private void BeginRow()
    {
        rows++;
        if (suspect is { } bad)
        {
            suspect = null;
            Note(bad.Defect, bad.Example);
        }
    }

    // A service that made a number of the text "5" has answered row "5" all the same.
    private void JudgeOtherId(in ResultLine result)
    {
        var isKnown = ids.TryFind(result.OtherId, out _);
        NoteLine(ResultDefect.IdNotText, $"custom_id is {OtherIdText.Of(result.OtherId)}");
        if (isKnown)
        {
            Judge(result, result.OtherId);
        }
        else
        {
            Findings.NamelessRows++;
        }
    }

    private void Judge(in ResultLine result) => Judge(result, result.CustomId);

    private void Judge(in ResultLine result, ReadOnlySpan<byte> customId)
    {
        if (!ids.TryFind(customId, out var row))
        {
            Findings.Add(ResultDefect.Foreign);
            if (Findings.WantsExample(ResultDefect.Foreign))
            {
                // An id may be as long as a line.
                var shown = customId[..Math.Min(customId.Length, MaxShownId)];
                Findings.AddExample(ResultDefect.Foreign, ErrorText.OneLine(Encoding.UTF8.GetString(shown)));
            }

            return;
        }

        if (!Marks.Mark(row))
        {
            NoteRow(ResultDefect.Duplicated, row);
        }
        else if (isOutput && result.IsAnswered)
        {
            usage.Add(result);
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

    // What cannot be read is quoted: no line number helps where the file is gone after the run.
    private void NoteUnreadable(ResultDefect defect, ReadOnlySpan<byte> line, string problem)
    {
        var maybeArray = rows == 1 && ArrayText.IsArray(line);
        var example =
            maybeArray || Findings.WantsExample(defect)
                ? $"line {rows} of the {FileName}: {problem}: {QuotedLine.Of(line, redact)}"
                : "";
        if (maybeArray)
        {
            suspect = (defect, example);
            return;
        }

        Note(defect, example);
    }

    private void Note(ResultDefect defect, string example)
    {
        Findings.Add(defect);
        Findings.AddExample(defect, example);
        if (!isOutput)
        {
            Findings.AddRowErrors(new RowErrorKind(defect.KindName(), Words: null, 1));
        }
    }

    private void NoteLine(ResultDefect defect, string problem)
    {
        Findings.Add(defect);
        if (Findings.WantsExample(defect))
        {
            Findings.AddExample(defect, $"line {rows} of the {FileName}: {problem}");
        }
    }
}
