using BatchLoadTest.Measurements;

namespace BatchLoadTest.Statistics;

/// <summary>Which distribution of times is wanted over a window.</summary>
/// <param name="Kind">Of what.</param>
/// <param name="Step">Of requests: of which step; null for all. Means nothing for other kinds.</param>
public readonly record struct WindowTimes(TimesKind Kind, Step? Step = null)
{
    /// <summary>Adds those of one second to a list.</summary>
    /// <param name="interval">The second.</param>
    /// <param name="scratch">An empty histogram, which is empty again afterwards.</param>
    /// <param name="list">The list.</param>
    internal void AddTo(BucketList list, Interval interval, LatencyHistogram scratch)
    {
        switch (Kind)
        {
            case TimesKind.Latency or TimesKind.FirstByte:
                IEnumerable<StepCounters> steps = Step is { } one ? [interval.Steps[one]] : interval.Steps;
                foreach (var counters in steps)
                {
                    list.Add(Kind == TimesKind.Latency ? counters.Latency : counters.TimeToFirstByte);
                }

                break;
            case TimesKind.Workflow:
                list.Add(interval.Workflows);
                break;
            case TimesKind.StartDelay:
                list.Add(interval.StartDelays);
                break;
            default:
                foreach (var record in interval.BatchesEnded)
                {
                    if (TimeOf(record) is { } time)
                    {
                        scratch.Record(time);
                    }
                }

                list.Add(scratch);
                scratch.Clear();
                break;
        }
    }

    // As BatchStatistics takes them.
    private TimeSpan? TimeOf(BatchRecord record) =>
        Kind == TimesKind.Cancel ? record.Cancel?.Took
        : Kind == TimesKind.Retry ? record.Retry?.Took
        : Kind == TimesKind.FirstRow ? record.Reads?.FirstRow
        : !record.HasTurnaround ? null
        : Kind switch
        {
            TimesKind.Turnaround => record.Turnaround,
            TimesKind.Queued => record.Phases.Queued,
            TimesKind.Running => record.Phases.Running,
            TimesKind.Finalizing => record.Phases.Finalizing,
            _ => record.Phases.ObservationLag,
        };
}
