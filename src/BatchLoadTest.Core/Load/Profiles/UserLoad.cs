namespace BatchLoadTest.Load.Profiles;

/// <summary>
/// A load of virtual users, each starting its next iteration when the last one has ended and its think time is over (a
/// closed model: a slower service gets fewer requests).
/// </summary>
public abstract record UserLoad : LoadProfile
{
    /// <summary>How many users there are to be at a moment, and when that has to be asked again.</summary>
    /// <param name="at">The moment and what there is.</param>
    public abstract UserDemand DemandAt(UserMoment at);

    /// <summary>The most users that may run at a moment, those included that end after their iteration.</summary>
    /// <param name="elapsed">Time since this profile came into force.</param>
    public abstract int MostAt(TimeSpan elapsed);
}
