using BatchLoadTest.Statistics;

namespace BatchLoadTest.Runs;

/// <summary>Hands each interval to several, in their order: the journal comes first.</summary>
internal sealed class IntervalSinks(params IReadOnlyList<IIntervalSink> sinks) : IIntervalSink
{
    /// <inheritdoc/>
    public void Write(Interval interval)
    {
        foreach (var sink in sinks)
        {
            sink.Write(interval);
        }
    }
}
