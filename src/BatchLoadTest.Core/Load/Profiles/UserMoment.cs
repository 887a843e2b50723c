namespace BatchLoadTest.Load.Profiles;

/// <summary>A moment of a load of users.</summary>
/// <param name="Elapsed">Time since this profile came into force.</param>
/// <param name="Present">Users that there are.</param>
/// <param name="Before">Users that there were when it came into force.</param>
public readonly record struct UserMoment(TimeSpan Elapsed, int Present, int Before = 0);
