using BatchLoadTest.Checks.Http;

namespace BatchLoadTest.Checks.Exhibits;

/// <summary>A file of rows that the service has taken.</summary>
/// <param name="Id">Its id.</param>
/// <param name="RowIds">The rows' own, in order.</param>
/// <param name="Lines">What was sent.</param>
/// <param name="Answer">What it was answered.</param>
public sealed record SentFile(string Id, IReadOnlyList<string> RowIds, string Lines, CheckAnswer Answer);
