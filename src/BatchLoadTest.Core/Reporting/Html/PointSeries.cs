namespace BatchLoadTest.Reporting.Html;

/// <summary>A fixed number of points, each for the same stretch of time.</summary>
/// <param name="capacity">How many; an even number.</param>
internal sealed class PointSeries<TPoint>(int capacity)
    where TPoint : struct, IJoinable<TPoint>
{
    private readonly TPoint[] points = new TPoint[capacity];

    /// <summary>A point; the default where nothing was joined into it.</summary>
    public TPoint this[int index] => points[index];

    /// <summary>Joins what is known of a further part of a point's stretch into it.</summary>
    public void Join(int index, TPoint part) => points[index] = points[index].JoinedWith(part);

    /// <summary>Makes each two neighbours one, so that every point stands for twice the time.</summary>
    public void Halve()
    {
        for (var pair = 0; pair < points.Length / 2; pair++)
        {
            points[pair] = points[2 * pair].JoinedWith(points[(2 * pair) + 1]);
        }

        Array.Clear(points, points.Length / 2, points.Length / 2);
    }
}
