using BatchLoadTest.MockServer.Faults;
using BatchLoadTest.MockServer.Options;

namespace BatchLoadTest.MockServer.Batches;

/// <summary>Where one page of a list follows another: rightly, one item too late, or one too early. From any thread.</summary>
internal sealed class PageBorders(MockMisbehaviour asked, SeededDraws draws, ReadTally tally)
{
    private long number;

    /// <summary>The items of a page, and one more if there are more.</summary>
    /// <param name="limit">Most items of the page.</param>
    /// <param name="follows">Whether it follows another page.</param>
    /// <param name="take">Takes so many items, that with which the page before ended among them or not.</param>
    public List<T> Page<T>(int limit, bool follows, Func<int, bool, List<T>> take)
    {
        var draw =
            follows && asked.ListSkips + asked.ListRepeats > 0
                ? draws.Share(DrawStream.PageBorders, Interlocked.Increment(ref number))
                : 1;
        if (draw < asked.ListSkips)
        {
            var found = take(limit + 2, false);
            if (found.Count > 0)
            {
                found.RemoveAt(0);
                tally.AddSkipped();
            }

            return found;
        }

        // A page of one item would be the same for ever.
        if (draw < asked.ListSkips + asked.ListRepeats && limit > 1)
        {
            var found = take(limit + 1, true);
            // Not where that item is gone by now.
            if (!found.Take(1).SequenceEqual(take(1, false)))
            {
                tally.AddRepeated();
            }

            return found;
        }

        return take(limit + 1, false);
    }
}
