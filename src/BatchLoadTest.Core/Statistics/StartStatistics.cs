namespace BatchLoadTest.Statistics;

/// <summary>Running figures of how iterations were started. One writer.</summary>
internal sealed class StartStatistics
{
    private readonly LatencyHistogram delays = new();
    private readonly LatencyHistogram workflows = new();
    private long started;
    private long dropped;
    private long lateByPacing;

    public void Add(Interval interval)
    {
        started += interval.IterationsStarted;
        dropped += interval.StartsDropped;
        lateByPacing += interval.StartsLateByPacing;
        delays.Add(interval.StartDelays);
        workflows.Add(interval.Workflows);
    }

    public StartSummary Summarise() =>
        new()
        {
            Started = started,
            Dropped = dropped,
            LateByPacing = lateByPacing,
            Delay = delays.Summarise(),
            Workflow = workflows.Summarise(),
        };
}
