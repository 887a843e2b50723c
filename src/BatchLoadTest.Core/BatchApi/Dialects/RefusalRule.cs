using BatchLoadTest.Measurements;

namespace BatchLoadTest.BatchApi.Dialects;

/// <summary>Which refusal a status together with a word means at one service.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Word">Part of the service's words, in any case; null where the status alone tells.</param>
/// <param name="Refusal">What it is.</param>
public readonly record struct RefusalRule(int Status, string? Word, Refusal Refusal)
{
    /// <summary>Whether an answer is meant.</summary>
    /// <param name="status">HTTP status.</param>
    /// <param name="words">The service's words.</param>
    public bool Fits(int status, string? words) =>
        status == Status && (Word is null || words?.Contains(Word, StringComparison.OrdinalIgnoreCase) == true);
}
