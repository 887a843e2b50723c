namespace BatchLoadTest.Statistics;

/// <summary>Where closed intervals go. Called by the collector's one thread; never throws.</summary>
public interface IIntervalSink
{
    /// <summary>Takes an interval; it is valid during the call only.</summary>
    void Write(Interval interval);
}
