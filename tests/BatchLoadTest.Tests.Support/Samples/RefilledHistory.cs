using BatchLoadTest.Statistics;

namespace BatchLoadTest.Tests.Support.Samples;

/// <summary>
/// A run's history as a journal gives it: one interval that is filled again and again, so that whoever keeps it sees the
/// wrong second. Counts how often it was read.
/// </summary>
internal sealed class RefilledHistory(params IReadOnlyList<(long Second, Action<Interval> Fill)> seconds) : IRunHistory
{
    public int TimesRead { get; private set; }

    public IntervalSequence Read() => new(Intervals());

    private IEnumerable<Interval> Intervals()
    {
        TimesRead++;
        var interval = new Interval();
        foreach (var (second, fill) in seconds)
        {
            interval.Clear(second);
            fill(interval);
            yield return interval;
        }

        interval.Clear(0);
    }
}
