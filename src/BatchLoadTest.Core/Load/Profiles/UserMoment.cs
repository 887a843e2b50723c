namespace BatchLoadTest.Load.Profiles;

/// <summary>A moment of a load of users.</summary>
/// <param name="Elapsed">Time since this profile came into force.</param>
/// <param name="Present">Users that there are.</param>
/// <param name="Before">Users that there were when it came into force.</param>
/// <param name="FirstPlace">
/// By how much of the distance between two starts the first one is late, 0 to 1: several processes take turns.
/// </param>
public readonly record struct UserMoment(TimeSpan Elapsed, int Present, int Before = 0, double FirstPlace = 0);
