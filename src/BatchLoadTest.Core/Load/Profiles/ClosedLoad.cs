namespace BatchLoadTest.Load.Profiles;

/// <summary>A fixed number of virtual users.</summary>
/// <param name="Users">Virtual users in all; at least 1.</param>
/// <param name="SpawnRate">Users started per second, above 0; user n starts n / rate seconds after the run's start.</param>
public sealed record ClosedLoad(int Users, double SpawnRate) : UserLoad
{
    /// <inheritdoc/>
    public override int MostUsers => Users;

    /// <inheritdoc/>
    public override IReadOnlyList<FlatStretch> Flat => [new(StartOf(Users - 1), null)];

    /// <inheritdoc/>
    public override int? UsersAt(TimeSpan elapsed) =>
        elapsed >= StartOf(Users - 1)
            ? Users
            : (int)Math.Min(Users, Math.Floor(Math.Max(0, elapsed.TotalSeconds) * SpawnRate) + 1);

    /// <inheritdoc/>
    public override int MostAt(TimeSpan elapsed) => Users;

    /// <inheritdoc/>
    public override UserDemand DemandAt(UserMoment at)
    {
        if (at.Present >= Users)
        {
            return new(Users, null);
        }

        // One after the other: a late wake-up delays one user and not all after it.
        var due = StartOf(at.Present - at.Before);
        return due <= at.Elapsed ? new(at.Present + 1, at.Elapsed) : new(at.Present, due);
    }

    private TimeSpan StartOf(int place) =>
        place / SpawnRate < TimeSpan.MaxValue.TotalSeconds
            ? TimeSpan.FromSeconds(place / SpawnRate)
            : TimeSpan.MaxValue;
}
