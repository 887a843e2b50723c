using BatchLoadTest.Measurements;

namespace BatchLoadTest.Statistics;

/// <summary>
/// Carries measurements from all users to the one collector. Appending costs a short lock and no allocation; nothing
/// is ever dropped: losing one measurement would be a wrong result.
/// </summary>
/// <remarks>
/// Memory: what comes in during one drain interval. Users are never held up, so a collector slower than the users
/// would let the buffer grow; it is about a hundred times faster than any request.
/// </remarks>
public sealed class MeasurementPump : IMeasurementSink
{
    /// <summary>How often the buffer is emptied.</summary>
    public static readonly TimeSpan DrainInterval = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan SnapshotInterval = TimeSpan.FromSeconds(1);

    private readonly StatisticsCollector collector;
    private readonly TimeProvider timeProvider;
    private readonly long start;
    private readonly Func<int> users;
    private readonly Lock gate = new();
    private MeasurementBuffer filling = new();
    private MeasurementBuffer draining = new();
    private RunSnapshot latest;

    /// <summary>A pump for one run.</summary>
    /// <param name="collector">Where everything ends up; nobody else may call it while the pump runs.</param>
    /// <param name="timeProvider">Clock of drains and snapshots.</param>
    /// <param name="start">Time stamp of the run's start.</param>
    /// <param name="users">Says how many virtual users run now.</param>
    public MeasurementPump(StatisticsCollector collector, TimeProvider timeProvider, long start, Func<int> users)
    {
        this.collector = collector;
        this.timeProvider = timeProvider;
        this.start = start;
        this.users = users;
        latest = collector.Snapshot(0, TimeSpan.Zero);
    }

    /// <summary>The newest snapshot; at most about a second old while <see cref="RunAsync"/> runs.</summary>
    public RunSnapshot Latest => Volatile.Read(ref latest);

    /// <inheritdoc/>
    public void Record(in Measurement measurement)
    {
        lock (gate)
        {
            filling.Requests.Add(measurement);
        }
    }

    /// <inheritdoc/>
    public void BatchCreated(int rows)
    {
        lock (gate)
        {
            filling.CreatedBatches.Add(rows);
        }
    }

    /// <inheritdoc/>
    public void BatchEnded(BatchRecord record)
    {
        lock (gate)
        {
            filling.EndedBatches.Add(record);
        }
    }

    /// <summary>Drains until cancelled and calls <paramref name="published"/> with a new snapshot each second.</summary>
    public async Task RunAsync(Action<RunSnapshot> published, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(DrainInterval, timeProvider);
        var nextSnapshot = SnapshotInterval;
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
            {
                Drain();
                var elapsed = timeProvider.GetElapsedTime(start);
                if (elapsed < nextSnapshot)
                {
                    continue;
                }

                // From the run's beginning, so that a late tick does not push all later ones.
                nextSnapshot = TimeSpan.FromSeconds(SlidingRate.Second(elapsed) + 1);
                published(Publish(elapsed));
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The run is over; the caller takes the rest with Finish.
        }
    }

    /// <summary>
    /// Takes everything that is left and makes the final snapshot. Call it once, when nobody records any more and
    /// <see cref="RunAsync"/> has returned.
    /// </summary>
    /// <param name="elapsed">The run's length, which total rates refer to.</param>
    public RunSnapshot Finish(TimeSpan elapsed)
    {
        Drain();
        return Publish(elapsed);
    }

    private RunSnapshot Publish(TimeSpan elapsed)
    {
        var snapshot = collector.Snapshot(users(), elapsed);
        Volatile.Write(ref latest, snapshot);
        return snapshot;
    }

    private void Drain()
    {
        lock (gate)
        {
            (filling, draining) = (draining, filling);
        }

        foreach (
            ref readonly var measurement in System.Runtime.InteropServices.CollectionsMarshal.AsSpan(draining.Requests)
        )
        {
            collector.Add(measurement);
        }

        foreach (var rows in draining.CreatedBatches)
        {
            collector.BatchCreated(rows);
        }

        foreach (var record in draining.EndedBatches)
        {
            collector.BatchEnded(record);
        }

        draining.Clear();
    }
}
