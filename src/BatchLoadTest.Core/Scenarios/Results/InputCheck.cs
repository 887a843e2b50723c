using BatchLoadTest.BatchApi;
using BatchLoadTest.BatchApi.Http;
using BatchLoadTest.Scenarios.Data;

namespace BatchLoadTest.Scenarios.Results;

/// <summary>
/// Compares the content of an uploaded file with the rows that were uploaded, as parsed ids in any order: services rewrite
/// the JSON. Holds one line and a bit per row.
/// </summary>
public sealed class InputCheck : IContentConsumer, IDisposable
{
    private readonly LineSplitter lines;
    private readonly LineSplitter.LineHandler take;
    private readonly IRowIds ids;
    private readonly RowMarks marks;
    private int rows;
    private int known;
    private string? problem;
    private bool isArray;

    /// <summary>A check against <paramref name="ids"/>.</summary>
    /// <param name="ids">The ids that were uploaded.</param>
    /// <param name="maxLine">Longest line in bytes; one longer is a mismatch.</param>
    public InputCheck(IRowIds ids, int maxLine = LineSplitter.DefaultMaxLine)
    {
        lines = new LineSplitter(
            maxLine,
            (beginning, length) =>
            {
                rows++;
                isArray |= rows == 1 && ArrayText.IsArray(beginning);
                problem ??= $"request {rows} has {length:N0} bytes, more than the {maxLine:N0} of --max-line";
            }
        );
        this.ids = ids;
        marks = new RowMarks(ids.Count);
        take = Take;
    }

    /// <inheritdoc/>
    public void Consume(ReadOnlySpan<byte> piece) => lines.Consume(piece, take);

    /// <inheritdoc/>
    public string? Complete()
    {
        lines.Complete(take);
        if (isArray)
        {
            return $"the file {ArrayText.Words}";
        }

        if (problem is not null)
        {
            return problem;
        }

        if (rows != ids.Count)
        {
            return $"the file has {rows} requests instead of {ids.Count}";
        }

        return known == ids.Count ? null : "the file has other custom_ids than were uploaded";
    }

    /// <inheritdoc/>
    public void Dispose() => marks.Dispose();

    private void Take(ReadOnlySpan<byte> line)
    {
        if (line.Trim(" \t"u8).IsEmpty)
        {
            return;
        }

        rows++;
        isArray |= rows == 1 && ArrayText.IsArray(line);
        if (!RequestLine.TryParse(line, out var request, out var defect))
        {
            problem ??= $"request {rows} {defect}";
        }
        else if (ids.TryFind(request.CustomId, out var row) && marks.Mark(row))
        {
            known++;
        }
    }
}
