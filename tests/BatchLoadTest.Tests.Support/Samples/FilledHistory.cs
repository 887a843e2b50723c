using BatchLoadTest.Statistics;

namespace BatchLoadTest.Tests.Support.Samples;

/// <summary>A history made while it is read: one interval is filled again and again, as a journal's reader does it.</summary>
/// <param name="seconds">The seconds that have a record, in order; one may come twice.</param>
/// <param name="fill">Fills an empty interval.</param>
internal sealed class FilledHistory(IEnumerable<long> seconds, Action<Interval> fill) : IRunHistory
{
    public IntervalSequence Read() => new(Intervals());

    private IEnumerable<Interval> Intervals()
    {
        var interval = new Interval();
        foreach (var second in seconds)
        {
            interval.Clear(second);
            fill(interval);
            yield return interval;
        }
    }
}
