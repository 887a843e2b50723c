namespace BatchLoadTest.Statistics;

/// <summary>What requests took while about so many users ran.</summary>
/// <param name="Users">Users, on average.</param>
/// <param name="Creates">Creations of batches.</param>
/// <param name="Create">What one took, on average.</param>
/// <param name="Others">Requests of all other steps.</param>
/// <param name="Other">What one of those took, on average.</param>
public sealed record UsersLatency(double Users, long Creates, TimeSpan Create, long Others, TimeSpan Other);
