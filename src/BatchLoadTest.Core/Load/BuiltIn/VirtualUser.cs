namespace BatchLoadTest.Load.BuiltIn;

/// <summary>One virtual user of a closed load.</summary>
/// <param name="number">From 1; no number is used twice in a run.</param>
/// <param name="place">The place that it has among all users of the load, from 1.</param>
/// <param name="takenOver">See <see cref="IterationContext.TakenOver"/>.</param>
internal sealed class VirtualUser(int number, int place, long takenOver = 0)
{
    private readonly Lock gate = new();
    private bool isLeaving;
    private bool hasEnded;

    public int Number => number;

    public int Place => place;

    public long TakenOver => takenOver;

    /// <summary>Whether the user is one too many and ends after its iteration.</summary>
    public bool IsLeaving
    {
        get
        {
            lock (gate)
            {
                return isLeaving;
            }
        }
    }

    /// <summary>It is one too many. False where it has ended by itself already.</summary>
    /// <param name="announce">Says so; the user sees no sooner than others that it has to leave, and no later.</param>
    public bool TryLeave(Action<int> announce)
    {
        lock (gate)
        {
            if (hasEnded)
            {
                return false;
            }

            announce(place);
            isLeaving = true;
            return true;
        }
    }

    /// <summary>It has ended. Returns whether it was one too many.</summary>
    public bool End()
    {
        lock (gate)
        {
            hasEnded = true;
            return isLeaving;
        }
    }
}
