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
public sealed class MeasurementPump : IMeasurementSink, IRunFigures
{
    /// <summary>How often the buffer is emptied.</summary>
    public static readonly TimeSpan DrainInterval = TimeSpan.FromMilliseconds(100);

    private readonly StatisticsCollector collector;
    private readonly TimeProvider timeProvider;
    private readonly RunClock clock;
    private readonly GeneratorWatch? watch;
    private readonly Func<long>? oldestStart;
    private readonly Lock gate = new();
    private MeasurementBuffer filling = new();
    private MeasurementBuffer draining = new();
    private RunSnapshot latest;

    /// <summary>A pump for one run.</summary>
    /// <param name="collector">Where everything ends up; nobody else may call it while the pump runs.</param>
    /// <param name="timeProvider">Clock of drains and snapshots.</param>
    /// <param name="clock">The run's time.</param>
    /// <param name="watch">Notified of each drain; null where nobody watches.</param>
    /// <param name="oldestStart">The second, as Unix time, in which the oldest request began that was not recorded here yet,
    /// or the present one where there is none; null where nobody knows. A request may be taken for ended only after it was
    /// recorded here.</param>
    public MeasurementPump(
        StatisticsCollector collector,
        TimeProvider timeProvider,
        RunClock clock,
        GeneratorWatch? watch = null,
        Func<long>? oldestStart = null
    )
    {
        this.collector = collector;
        this.timeProvider = timeProvider;
        this.clock = clock;
        this.watch = watch;
        this.oldestStart = oldestStart;
        WarmUp = new WarmUpSink(gate, () => filling.WarmUp);
        latest = collector.SnapshotOfWholeSeconds(TimeSpan.Zero);
    }

    /// <summary>The newest snapshot; at most about a second old while <see cref="RunAsync"/> runs.</summary>
    public RunSnapshot Latest => Volatile.Read(ref latest);

    /// <inheritdoc/>
    public IMeasurementSink WarmUp { get; }

    /// <inheritdoc/>
    public void Record(in Measurement measurement)
    {
        lock (gate)
        {
            filling.Requests.Add(measurement);
        }
    }

    /// <inheritdoc/>
    public void Uploaded(in PromptCounts prompts, int batchClass = 0)
    {
        lock (gate)
        {
            filling.Uploads.Add((prompts, batchClass));
        }
    }

    /// <inheritdoc/>
    public void BatchCreated(int rows, DateTimeOffset createdAt = default, int batchClass = 0)
    {
        lock (gate)
        {
            filling.CreatedBatches.Add((rows, createdAt, batchClass));
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

    /// <inheritdoc/>
    public void UsageChecked(UsageCheck check)
    {
        lock (gate)
        {
            filling.UsageChecks.Add(check);
        }
    }

    /// <inheritdoc/>
    public void Expires(FileExpiry expiry)
    {
        lock (gate)
        {
            filling.Expiries.Add(expiry);
        }
    }

    /// <inheritdoc/>
    public void Estimated(CostEstimate estimate)
    {
        lock (gate)
        {
            filling.Estimates.Add(estimate);
        }
    }

    /// <inheritdoc/>
    public void ListingDue(bool isBegun)
    {
        lock (gate)
        {
            filling.ListingsDue++;
            filling.ListingsNotBegun += isBegun ? 0 : 1;
        }
    }

    /// <inheritdoc/>
    public void Listed(ListWalk walk)
    {
        lock (gate)
        {
            filling.Walks.Add(walk);
        }
    }

    /// <inheritdoc/>
    public void WorkflowStarted(TimeSpan delay)
    {
        lock (gate)
        {
            filling.StartDelays.Add(delay);
        }
    }

    /// <inheritdoc/>
    public void WorkflowEnded(TimeSpan duration)
    {
        lock (gate)
        {
            filling.Workflows.Add(duration);
        }
    }

    /// <inheritdoc/>
    public void ForeignAnswer()
    {
        lock (gate)
        {
            filling.ForeignAnswers++;
        }
    }

    /// <summary>
    /// Drains until cancelled and calls <paramref name="published"/> with a new snapshot each second of the wall clock. So it
    /// does during the warm-up, in which nothing counts.
    /// </summary>
    public async Task RunAsync(Action<RunSnapshot> published, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(DrainInterval, timeProvider);
        // Below the run's first second while it warms up: whoever watches sees users then too.
        var current = Math.Min(clock.SecondOf(TimeSpan.Zero), clock.SecondOf(clock.Elapsed));
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
            {
                watch?.Tick();
                Drain();
                collector.Look();
                var elapsed = clock.Elapsed;
                if (clock.SecondOf(elapsed) > current)
                {
                    current = clock.SecondOf(elapsed);
                    published(Publish(collector.SnapshotOfWholeSeconds(elapsed)));
                }
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
        return Publish(collector.Snapshot(elapsed));
    }

    private RunSnapshot Publish(RunSnapshot snapshot)
    {
        Volatile.Write(ref latest, snapshot);
        return snapshot;
    }

    private void Drain()
    {
        // Asked first: what ends from now on may be in the next drain.
        var oldest = oldestStart?.Invoke() ?? 0;
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

        foreach (var (rows, createdAt, batchClass) in draining.CreatedBatches)
        {
            collector.BatchCreated(rows, createdAt, batchClass);
        }

        foreach (var record in draining.EndedBatches)
        {
            collector.BatchEnded(record);
        }

        foreach (var (prompts, batchClass) in draining.Uploads)
        {
            collector.Uploaded(prompts, batchClass);
        }

        draining.UsageChecks.ForEach(collector.UsageChecked);
        draining.Expiries.ForEach(collector.Expires);
        draining.Estimates.ForEach(collector.Estimated);
        collector.ListingDue(draining.ListingsDue, draining.ListingsNotBegun);
        draining.Walks.ForEach(collector.Listed);
        collector.ForeignAnswers(draining.ForeignAnswers);
        draining.StartDelays.ForEach(collector.WorkflowStarted);
        draining.Workflows.ForEach(collector.WorkflowEnded);
        collector.WarmUp(draining.WarmUp);
        draining.Clear();
        collector.StartsCompleteBefore = oldest;
    }
}
