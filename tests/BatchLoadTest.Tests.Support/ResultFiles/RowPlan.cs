namespace BatchLoadTest.Tests.Support.ResultFiles;

/// <summary>How often a row's result is written, and what it lacks.</summary>
/// <param name="Output">Lines in the output file.</param>
/// <param name="Errors">Lines in the error file.</param>
/// <param name="HasResult">Whether its lines have a response or an error.</param>
internal sealed record RowPlan(int Output, int Errors, bool HasResult);
