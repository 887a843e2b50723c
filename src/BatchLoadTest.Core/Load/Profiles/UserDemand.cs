namespace BatchLoadTest.Load.Profiles;

/// <summary>What a load of users wants at a moment.</summary>
/// <param name="Users">How many there are to be now.</param>
/// <param name="Next">When to ask again, since the profile came into force; null where nothing changes any more.</param>
public readonly record struct UserDemand(int Users, TimeSpan? Next);
