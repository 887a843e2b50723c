namespace BatchLoadTest.Measurements;

/// <summary>A batch whose failed rows, or rows not done, the run had done again.</summary>
/// <param name="Result">What became of it.</param>
/// <param name="First">
/// How it had ended before; null where another process saw that end: then nobody here knows when it was.
/// </param>
/// <param name="Took">From the request to the answer that showed the batch ended again; null where none did.</param>
/// <param name="Rows">Rows that were to be done again, by the service's counts at the first end.</param>
/// <param name="Recovered">Those of them that it says have completed since; 0 where it did not end again.</param>
public sealed record BatchRetry(RetryResult Result, BatchOutcome? First, TimeSpan? Took, long Rows, long Recovered);
