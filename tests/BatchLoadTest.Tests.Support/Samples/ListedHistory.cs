using BatchLoadTest.Statistics;

namespace BatchLoadTest.Tests.Support.Samples;

/// <summary>A run's history that was never written to a file.</summary>
internal sealed class ListedHistory(params IReadOnlyList<Interval> intervals) : IRunHistory
{
    public IntervalSequence Read() => new(intervals);
}
