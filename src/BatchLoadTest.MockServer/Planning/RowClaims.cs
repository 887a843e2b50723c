using BatchLoadTest.MockServer.Options;

namespace BatchLoadTest.MockServer.Planning;

/// <summary>
/// The claims by which rows are taken up, one each interval: from so many batches at most, so many rows at most. As the
/// control layer does it, a batch counts in every claim that takes rows of it.
/// </summary>
internal sealed class RowClaims(ClaimPlan plan, long start)
{
    private long claim;
    private int batches = plan.Batches ?? int.MaxValue;
    private int rows = plan.Rows ?? int.MaxValue;

    /// <summary>Goes on to the first claim that is not before a moment, if it is not there already.</summary>
    public void MoveTo(long moment)
    {
        var interval = plan.Interval.Ticks;
        var waited = moment - start;
        GoTo(Math.Max(claim, (waited / interval) + (waited % interval == 0 ? 0 : 1)));
    }

    /// <summary>Takes the next rows of one batch: when, and how many of those that it has left.</summary>
    public (long At, int Rows) Take(int left)
    {
        if (batches == 0 || rows == 0)
        {
            GoTo(claim + 1);
        }

        var taken = Math.Min(left, rows);
        batches--;
        rows -= taken;
        return ((long)Int128.Min(start + ((Int128)claim * plan.Interval.Ticks), RowPace.Latest), taken);
    }

    private void GoTo(long next)
    {
        if (next > claim)
        {
            claim = next;
            batches = plan.Batches ?? int.MaxValue;
            rows = plan.Rows ?? int.MaxValue;
        }
    }
}
