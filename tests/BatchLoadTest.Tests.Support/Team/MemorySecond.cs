namespace BatchLoadTest.Tests.Support.Team;

/// <summary>A second of a run as its master has added it up.</summary>
internal readonly record struct MemorySecond(int Users, long Started, bool IsDoubtful);
