namespace BatchLoadTest.Load.Profiles;

/// <summary>
/// As many batches unfinished at any time: the next workflow starts when a batch's end was seen, while the results of that
/// one are still read.
/// </summary>
/// <param name="Batches">How many; at least 1.</param>
/// <param name="MaxUsers">Users that run at one time, those that read results included; at least <paramref name="Batches"/>.</param>
public sealed record InFlightLoad(int Batches, int MaxUsers) : LoadProfile
{
    /// <inheritdoc/>
    public override int MostUsers => MaxUsers;

    /// <inheritdoc/>
    public override IReadOnlyList<FlatStretch> Flat => [new(TimeSpan.Zero, null)];
}
