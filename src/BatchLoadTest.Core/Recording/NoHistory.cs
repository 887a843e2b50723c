using BatchLoadTest.Statistics;

namespace BatchLoadTest.Recording;

/// <summary>A run of which no second could be kept.</summary>
internal sealed class NoHistory : IRunHistory
{
    public IEnumerable<Interval> Read() => [];
}
