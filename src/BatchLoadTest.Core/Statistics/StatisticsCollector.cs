using BatchLoadTest.Measurements;

namespace BatchLoadTest.Statistics;

/// <summary>
/// Turns measurements into figures. Exactly one caller at a time (the pump); everybody else reads snapshots.
/// </summary>
/// <param name="names">Names of the steps.</param>
/// <param name="timeProvider">The provider whose time stamps the measurements carry.</param>
/// <param name="start">Time stamp of the run's start.</param>
public sealed class StatisticsCollector(StepNames names, TimeProvider timeProvider, long start)
{
    private readonly StepStatistics[] steps = [.. names.All.Select(name => new StepStatistics(name))];
    private readonly StepStatistics total = new(step: null);
    private readonly FailureStatistics failures = new();
    private readonly BatchStatistics batches = new();

    /// <summary>Adds one request.</summary>
    public void Add(in Measurement measurement)
    {
        var end = timeProvider.GetElapsedTime(start, measurement.Start) + measurement.Latency;
        var second = SlidingRate.Second(end);
        steps[(int)measurement.Step].Add(measurement, second);
        total.Add(measurement, second);
        if (measurement.Outcome.IsFailure())
        {
            failures.Add(measurement, end);
        }
    }

    /// <summary>Adds one accepted batch.</summary>
    /// <param name="rows">Rows that were uploaded for it.</param>
    public void BatchCreated(int rows) => batches.Created(rows);

    /// <summary>Adds the end of a batch.</summary>
    public void BatchEnded(BatchRecord record) => batches.Ended(record);

    /// <summary>All figures as they stand.</summary>
    /// <param name="users">Virtual users that run now.</param>
    /// <param name="elapsed">Time since the run's start that rates refer to.</param>
    public RunSnapshot Snapshot(int users, TimeSpan elapsed) =>
        new()
        {
            Elapsed = elapsed,
            Users = users,
            Steps = [.. steps.Where(step => !step.IsEmpty).Select(step => step.Summarise(elapsed))],
            Total = total.Summarise(elapsed),
            Failures = failures.Summarise(names),
            Batches = batches.Summarise(elapsed),
        };
}
