namespace BatchLoadTest.Statistics;

/// <summary>
/// Turnaround over time in constant memory: sums of equal stretches, each two of which become one when there are many. One
/// writer.
/// </summary>
internal sealed class TurnaroundSeries
{
    private const int MostStretches = 240;

    // Fewer in a third say little.
    private const int LeastBatches = 10;

    private readonly List<(long Count, double Seconds)> stretches = [];
    private double length = 1;

    /// <summary>Adds a batch.</summary>
    /// <param name="at">When its end was seen, from the run's start.</param>
    /// <param name="turnaround">What it took.</param>
    public void Add(TimeSpan at, TimeSpan turnaround)
    {
        while (at.TotalSeconds >= length * MostStretches)
        {
            Halve();
        }

        var place = (int)(Math.Max(0, at.TotalSeconds) / length);
        while (stretches.Count <= place)
        {
            stretches.Add(default);
        }

        var (count, seconds) = stretches[place];
        stretches[place] = (count + 1, seconds + turnaround.TotalSeconds);
    }

    /// <summary>
    /// Mean turnaround in the last third of a stretch divided by that in its first third; null where there are too few.
    /// </summary>
    public double? Growth(TimeSpan from, TimeSpan to)
    {
        var third = (to - from) / 3;
        return Mean(from, from + third) is { } first && Mean(to - third, to) is { } last && first > 0
            ? last / first
            : null;
    }

    // Of stretches by their middle, so that each is in one third at the most.
    private double? Mean(TimeSpan from, TimeSpan to)
    {
        var (count, seconds) = (0L, 0.0);
        for (var place = 0; place < stretches.Count; place++)
        {
            var middle = (place + 0.5) * length;
            if (middle >= from.TotalSeconds && middle < to.TotalSeconds)
            {
                count += stretches[place].Count;
                seconds += stretches[place].Seconds;
            }
        }

        return count < LeastBatches ? null : seconds / count;
    }

    private void Halve()
    {
        for (var pair = 0; 2 * pair < stretches.Count; pair++)
        {
            var (count, seconds) = stretches[2 * pair];
            var (more, longer) = (2 * pair) + 1 < stretches.Count ? stretches[(2 * pair) + 1] : default;
            stretches[pair] = (count + more, seconds + longer);
        }

        stretches.RemoveRange((stretches.Count + 1) / 2, stretches.Count / 2);
        length *= 2;
    }
}
