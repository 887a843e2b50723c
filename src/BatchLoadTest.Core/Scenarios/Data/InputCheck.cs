using BatchLoadTest.BatchApi;
using BatchLoadTest.Scenarios.Results;

namespace BatchLoadTest.Scenarios.Data;

/// <summary>
/// Compares the content of an uploaded file with the rows that were uploaded, as parsed ids in any order: services write
/// the JSON anew. Holds one line and a bit per row.
/// </summary>
public sealed class InputCheck : IContentConsumer, IDisposable
{
    private readonly LineSplitter lines = new();
    private readonly LineSplitter.LineHandler take;
    private readonly IRowIds ids;
    private readonly RowMarks marks;
    private int rows;
    private int known;
    private string? problem;

    /// <summary>A check against <paramref name="ids"/>.</summary>
    public InputCheck(IRowIds ids)
    {
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
