namespace BatchLoadTest.Statistics;

/// <summary>
/// What was in flight over time, in constant memory: when it is full, each two neighbours become the one with more
/// batches, so that peaks stay, and from then on points are kept half as often.
/// </summary>
internal sealed class InFlightSeries
{
    private const int MaxPoints = 720;

    private readonly List<InFlightPoint> points = new(MaxPoints);
    private InFlightPoint pending;
    private int pendingCount;
    private int each = 1;

    /// <summary>Takes the next point.</summary>
    public void Add(InFlightPoint point)
    {
        pending = pendingCount == 0 ? point : Higher(pending, point);
        if (++pendingCount < each)
        {
            return;
        }

        points.Add(pending);
        pendingCount = 0;
        if (points.Count == MaxPoints)
        {
            Thin();
        }
    }

    /// <summary>All points so far, in order.</summary>
    public IReadOnlyList<InFlightPoint> Points => pendingCount == 0 ? [.. points] : [.. points, pending];

    private void Thin()
    {
        for (var pair = 0; pair < MaxPoints / 2; pair++)
        {
            points[pair] = Higher(points[2 * pair], points[(2 * pair) + 1]);
        }

        points.RemoveRange(MaxPoints / 2, MaxPoints / 2);
        each *= 2;
    }

    private static InFlightPoint Higher(InFlightPoint one, InFlightPoint other) =>
        other.Batches > one.Batches ? other : one;
}
