using BatchLoadTest.MockServer.Options;

namespace BatchLoadTest.MockServer.Planning;

/// <summary>What takes up the rows of one model, and the slots in which they are worked on: no other model has a part in either.</summary>
/// <param name="plan">How much is taken up at once.</param>
/// <param name="slots">Rows worked on at once; 0 is as many as there are.</param>
/// <param name="start">The first claim, in UTC ticks.</param>
internal sealed class ClaimLoop(ClaimPlan plan, int slots, long start)
{
    private readonly RowClaims claims = new(plan, start);
    private readonly RowSlots slots = new(slots);

    /// <summary>Takes up rows of a batch that is created at a moment, which is never before that of an earlier call.</summary>
    public void Take(long createdAt, int rows, RowCourse course)
    {
        claims.MoveTo(createdAt);
        while (rows > 0)
        {
            var (at, claimed) = claims.Take(rows);
            slots.Take(at, claimed, course);
            rows -= claimed;
        }
    }
}
