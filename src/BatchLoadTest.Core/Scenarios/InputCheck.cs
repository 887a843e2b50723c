using BatchLoadTest.BatchApi;

namespace BatchLoadTest.Scenarios;

/// <summary>
/// Compares the content of an uploaded file with the requests that were uploaded, as parsed ids in any order: services
/// write the JSON anew. Holds one line at a time.
/// </summary>
public sealed class InputCheck : IContentConsumer
{
    private readonly LineSplitter lines = new();
    private readonly LineSplitter.LineHandler take;
    private readonly RequestSet expected;
    private RequestSet found;
    private string? problem;

    /// <summary>A check against <paramref name="expected"/>.</summary>
    public InputCheck(RequestSet expected)
    {
        this.expected = expected;
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

        if (found.Count != expected.Count)
        {
            return $"the file has {found.Count} requests instead of {expected.Count}";
        }

        return found == expected ? null : "the file has other custom_ids than were uploaded";
    }

    private void Take(ReadOnlySpan<byte> line)
    {
        if (line.IsEmpty)
        {
            return;
        }

        if (!RequestLine.TryParse(line, out var request, out var defect))
        {
            problem ??= $"request {found.Count + 1} {defect}";
        }

        found = found.With(request.CustomId);
    }
}
