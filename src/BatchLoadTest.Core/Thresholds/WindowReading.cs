namespace BatchLoadTest.Thresholds;

/// <summary>A metric over one window.</summary>
/// <param name="Actual">Its value, in its unit.</param>
/// <param name="From">The window's beginning, in whole seconds of the run.</param>
/// <param name="To">Its end.</param>
public sealed record WindowReading(double Actual, TimeSpan From, TimeSpan To);
