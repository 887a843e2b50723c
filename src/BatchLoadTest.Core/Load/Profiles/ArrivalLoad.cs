namespace BatchLoadTest.Load.Profiles;

/// <summary>Iterations that start at a rate, whatever the service does (an open model).</summary>
/// <param name="Rate">Starts per second, over time.</param>
/// <param name="Arrivals">How they lie in time.</param>
/// <param name="MaxUsers">Users that run at one time; a start that is due when none is free is dropped. At least 1.</param>
public sealed record ArrivalLoad(Schedule Rate, ArrivalPattern Arrivals, int MaxUsers) : LoadProfile
{
    /// <summary>Users that run at one time where nothing else is said.</summary>
    public const int DefaultMaxUsers = 10_000;

    /// <inheritdoc/>
    public override int MostUsers => MaxUsers;

    /// <inheritdoc/>
    public override bool IsOpen => true;

    /// <inheritdoc/>
    public override TimeSpan? Length => Rate.Length;

    /// <inheritdoc/>
    public override Schedule Levels => Rate;

    /// <inheritdoc/>
    public override IReadOnlyList<FlatStretch> Flat => Rate.Flat();

    /// <inheritdoc/>
    public override double? RateAt(TimeSpan elapsed) => Rate.At(elapsed);

    /// <inheritdoc/>
    public override LoadProfile After(TimeSpan warmUp) => this with { Rate = Rate.After(warmUp) };
}
