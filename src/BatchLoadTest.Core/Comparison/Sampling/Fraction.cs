namespace BatchLoadTest.Comparison.Sampling;

/// <summary>What one batch adds to a sum over a count.</summary>
/// <param name="Value">To the sum.</param>
/// <param name="Times">To the count, above 0.</param>
internal readonly record struct Fraction(double Value, long Times);
