namespace BatchLoadTest.Load.Profiles;

/// <summary>
/// The moments at which the iterations of an <see cref="ArrivalLoad"/> are due, one after the other. Each is computed from
/// the schedule's beginning, so that nothing drifts; the same seed gives the same moments.
/// </summary>
/// <param name="load">The load.</param>
/// <param name="random">Source of choices; not used for even arrivals.</param>
/// <param name="carried">
/// Which share of the distance to the first start is still to come, where an earlier schedule was left in the middle of it;
/// null for a beginning.
/// </param>
/// <param name="from">Time since the schedule's beginning before which none is due.</param>
public sealed class ArrivalTimes(ArrivalLoad load, Random random, double? carried = null, TimeSpan from = default)
{
    private double next =
        load.Rate.AreaUntil(from) + (carried ?? (load.Arrivals == ArrivalPattern.Even ? 0 : Gap(random)));

    /// <summary>Number of the next one, from 0.</summary>
    public long Number { get; private set; }

    /// <summary>When the next one is due, since the schedule's beginning; null where none is due any more.</summary>
    public TimeSpan? Due => load.Rate.TimeOfArea(next);

    /// <summary>The one after it.</summary>
    public void MoveNext()
    {
        next += load.Arrivals == ArrivalPattern.Even ? 1 : Gap(random);
        Number++;
    }

    /// <summary>Passes over those that are due before a moment.</summary>
    public void SkipBefore(TimeSpan elapsed)
    {
        while (Due < elapsed)
        {
            MoveNext();
        }
    }

    /// <summary>Which share of the distance to the next start is still to come at a moment.</summary>
    public double RestAt(TimeSpan elapsed) => Math.Max(0, next - load.Rate.AreaUntil(elapsed));

    // Exponential with a mean of 1: the distances of a Poisson process, whatever its rate does.
    private static double Gap(Random random) => -Math.Log(1 - random.NextDouble());
}
