namespace BatchLoadTest.Measurements;

/// <summary>A status of a batch and when a poll first showed it.</summary>
/// <param name="Status">The service's own word.</param>
/// <param name="After">Time since the create request was sent.</param>
public readonly record struct StatusSeen(string Status, TimeSpan After);
