namespace BatchLoadTest.Measurements;

/// <summary>Rows that failed in the same way.</summary>
/// <param name="Class">Status, type and code as far as the rows have them, such as <c>402 NonRetriableHttpStatus</c>.</param>
/// <param name="Words">The innermost message of the first of them, in one line without secrets; null where it had none.</param>
/// <param name="Count">How many.</param>
public sealed record RowErrorKind(string Class, string? Words, long Count)
{
    /// <summary>Ids kept of each kind.</summary>
    public const int MaxExamples = 3;

    /// <summary>The rows' own status; 0 where they have none.</summary>
    public int Status { get; init; }

    /// <summary>The <c>custom_id</c>s of the first of them, at most <see cref="MaxExamples"/>.</summary>
    public IReadOnlyList<string> Examples { get; init; } = [];

    /// <summary>Both together, under this one's name.</summary>
    public RowErrorKind Plus(RowErrorKind more) =>
        this with
        {
            Words = Words ?? more.Words,
            Count = Count + more.Count,
            Examples =
                Examples.Count >= MaxExamples || more.Examples.Count == 0
                    ? Examples
                    : [.. Examples.Concat(more.Examples).Take(MaxExamples)],
        };
}
