namespace BatchLoadTest.MockServer.Options;

/// <summary>A change of the pace at which rows are worked on.</summary>
/// <param name="At">When it comes, from the start of the service; it holds for rows that start then or later.</param>
/// <param name="Speed">Above zero: 0.5 is half as fast as asked for at first, so that a row takes twice as long.</param>
public readonly record struct ServiceChange(TimeSpan At, double Speed);
