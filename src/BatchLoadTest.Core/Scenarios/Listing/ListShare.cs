using BatchLoadTest.Load;

namespace BatchLoadTest.Scenarios.Listing;

/// <summary>
/// Which of the moments at which lists are read are this process's, where several apply a load together: each is one
/// process's, of each it has about as many as of the load, and they lie evenly between those of the others.
/// </summary>
internal sealed class ListShare
{
    // The most irrational of numbers: of its multiples, the fractions of any few that follow each other lie evenly.
    private const double GoldenFraction = 0.618033988749894848;

    // One that comes late has nothing of what was before.
    private LoadPart before = LoadPart.Nothing;
    private LoadPart now = LoadPart.Nothing;

    /// <summary>What it has may have changed.</summary>
    public void Take(LoadPart part)
    {
        if (!ReferenceEquals(part, now))
        {
            (before, now) = (now, part);
        }
    }

    /// <summary>Whether a moment is this process's.</summary>
    /// <param name="number">Which one, from 1.</param>
    /// <param name="due">When it is, since the load's beginning.</param>
    public bool Has(long number, TimeSpan due)
    {
        var share = (due < now.From ? before : now).Arrivals;
        if (share.Of <= 0)
        {
            return false;
        }

        var multiple = (number - 1) * GoldenFraction;
        var place = (int)((multiple - Math.Floor(multiple)) * share.Of);
        return place >= share.First && place < share.First + share.Count;
    }
}
