namespace BatchLoadTest.Load.Profiles;

/// <summary>A number of users that follows stages; it starts and ends users so that there are as many as asked for.</summary>
/// <param name="Users">How many, over time; halves are rounded upwards.</param>
public sealed record StagedUsers(Schedule Users) : UserLoad
{
    /// <inheritdoc/>
    public override int MostUsers => Schedule.Rounded(Users.Highest);

    /// <inheritdoc/>
    public override TimeSpan? Length => Users.Length;

    /// <inheritdoc/>
    public override Schedule Levels => Users;

    /// <inheritdoc/>
    public override IReadOnlyList<FlatStretch> Flat => Users.Flat();

    /// <inheritdoc/>
    public override int? UsersAt(TimeSpan elapsed) => Users.RoundedAt(elapsed);

    /// <inheritdoc/>
    public override UserDemand DemandAt(UserMoment at) =>
        new(Users.RoundedAt(at.Elapsed), Users.NextChange(at.Elapsed));

    /// <inheritdoc/>
    public override int MostAt(TimeSpan elapsed) => Users.RoundedAt(elapsed);

    /// <inheritdoc/>
    public override LoadProfile After(TimeSpan warmUp) => new StagedUsers(Users.After(warmUp));
}
