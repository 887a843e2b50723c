namespace BatchLoadTest.Load;

/// <summary>
/// A fixed number of virtual users, each starting its next iteration when the last one has ended and its think time
/// is over (a closed model: a slower service gets fewer requests).
/// </summary>
/// <param name="Users">Virtual users in all; at least 1.</param>
/// <param name="SpawnRate">Users started per second, above 0; user n starts n / rate seconds after the run's start.</param>
public sealed record ClosedLoad(int Users, double SpawnRate) : LoadProfile;
