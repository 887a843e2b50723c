namespace BatchLoadTest.Comparison;

/// <summary>Something besides the service that is not the same in both runs.</summary>
/// <param name="What">Such as <c>users</c>.</param>
/// <param name="Base">Of the base run.</param>
/// <param name="New">Of the new run.</param>
public sealed record RunDifference(string What, string Base, string New);
