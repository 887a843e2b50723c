using BatchLoadTest.Statistics;

namespace BatchLoadTest;

/// <summary>Hands each interval to the journal first, then to who watches the run.</summary>
internal sealed class ObservedIntervals(IIntervalSink journal, IRunObserver observer) : IIntervalSink
{
    /// <inheritdoc/>
    public void Write(Interval interval)
    {
        journal.Write(interval);
        observer.Closed(interval);
    }
}
