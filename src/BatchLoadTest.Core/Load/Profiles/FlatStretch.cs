namespace BatchLoadTest.Load.Profiles;

/// <summary>A stretch in which a plan asks for something and changes nothing.</summary>
/// <param name="From">Its beginning, from the load's start.</param>
/// <param name="To">Its end, likewise; null where it goes on as long as the load does.</param>
public readonly record struct FlatStretch(TimeSpan From, TimeSpan? To)
{
    /// <summary>Whether all of a stretch of time lies in it.</summary>
    public bool Holds(TimeSpan begin, TimeSpan end) => begin >= From && (To is not { } to || end <= to);
}
