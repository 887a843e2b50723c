namespace BatchLoadTest.BatchApi;

/// <summary>A service's own sums of what the rows of a batch took. What it does not say is null.</summary>
/// <param name="Prompt">Tokens of prompts and other input.</param>
/// <param name="Completion">Tokens of answers.</param>
/// <param name="Total">All of them.</param>
/// <param name="Rows">Rows that are in these sums.</param>
public sealed record TokenSums(long? Prompt, long? Completion, long? Total, long? Rows)
{
    /// <summary>Whether there is anything: a service that has not added up yet shows zeros.</summary>
    public bool IsFilled => Prompt > 0 || Completion > 0 || Total > 0;
}
