namespace BatchLoadTest.Measurements;

/// <summary>Rows that failed in the same way.</summary>
/// <param name="Class">Status, type and code as far as the rows have them, such as <c>402 NonRetriableHttpStatus</c>.</param>
/// <param name="Words">The innermost message of the first of them, in one line without secrets; null where it had none.</param>
/// <param name="Count">How many.</param>
public sealed record RowErrorKind(string Class, string? Words, long Count);
