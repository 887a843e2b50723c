namespace BatchLoadTest.Load.BuiltIn;

/// <summary>One virtual user of a closed load.</summary>
/// <param name="number">From 1; no number is used twice in a run.</param>
/// <param name="place">The place that it has among all users of the load, from 1.</param>
/// <param name="takenOver">See <see cref="IterationContext.TakenOver"/>.</param>
internal sealed class VirtualUser(int number, int place, long takenOver = 0)
{
    private volatile bool isLeaving;

    public int Number => number;

    public int Place => place;

    public long TakenOver => takenOver;

    /// <summary>Whether the user is one too many and ends after its iteration.</summary>
    public bool IsLeaving => isLeaving;

    public void Leave() => isLeaving = true;
}
