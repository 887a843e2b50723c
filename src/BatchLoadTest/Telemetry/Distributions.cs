using System.Globalization;
using BatchLoadTest.Measurements;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Telemetry;

/// <summary>Reads instruments that are more than one number.</summary>
internal static class Distributions
{
    /// <summary>Latencies by step and upper bound, as Prometheus counts them: each bound with all below it.</summary>
    public static IEnumerable<Sample> Durations(RunFigures figures)
    {
        foreach (var name in figures.Run.Steps.Select(step => step.Step!))
        {
            var counts = figures.Counts.Buckets[name.Step];
            long sum = 0;
            for (var bound = 0; bound < counts.Count; bound++)
            {
                sum += counts[bound];
                var limit = bound < RunCounts.Bounds.Count ? Number(RunCounts.Bounds[bound]) : "+Inf";
                yield return new Sample(sum, ("step", name.Id), ("le", limit)) { Suffix = "_bucket" };
            }

            yield return new Sample(figures.Counts.Sums[name.Step], ("step", name.Id)) { Suffix = "_sum" };
            yield return new Sample(sum, ("step", name.Id)) { Suffix = "_count" };
        }
    }

    /// <summary>The latencies of a second.</summary>
    public static IEnumerable<Sample> EachDuration(Interval interval, StepNames names)
    {
        foreach (var name in names.All)
        {
            // One for all values: there may be very many.
            (string, string)[] labels = [("step", name.Id)];
            foreach (var (microseconds, count) in interval.Steps[name.Step].Latency)
            {
                for (var each = 0L; each < count; each++)
                {
                    yield return new Sample(microseconds / 1e6, labels);
                }
            }
        }
    }

    /// <summary>Percentiles of latencies where each second of load weighs the same.</summary>
    public static IEnumerable<Sample> DurationsByTime(RunFigures figures)
    {
        foreach (var step in figures.Run.Steps)
        {
            if (step.P95ByTime is { } time)
            {
                yield return new Sample(time.TotalSeconds, ("step", step.Step!.Id));
            }
        }

        if (figures.Run.Total.P95ByTime is { } ofAll)
        {
            yield return new Sample(ofAll.TotalSeconds, ("step", "all"));
        }
    }

    /// <summary>Quantiles of the turnaround, sum and count.</summary>
    public static IEnumerable<Sample> Turnaround(RunFigures figures)
    {
        var turnaround = figures.Run.Batches.Turnaround;
        if (turnaround.Count > 0)
        {
            yield return new Sample(turnaround.P50.TotalSeconds, ("quantile", "0.5"));
            yield return new Sample(turnaround.P95.TotalSeconds, ("quantile", "0.95"));
            yield return new Sample(turnaround.P99.TotalSeconds, ("quantile", "0.99"));
        }

        yield return new Sample(turnaround.Mean.TotalSeconds * turnaround.Count) { Suffix = "_sum" };
        yield return new Sample(turnaround.Count) { Suffix = "_count" };
    }

    /// <summary>The turnaround of the batches whose end at the service was seen in a second.</summary>
    public static IEnumerable<Sample> EachTurnaround(Interval interval, StepNames names) =>
        interval
            .BatchesEnded.Where(batch => batch.HasTurnaround)
            .Select(batch => new Sample(batch.Turnaround.TotalSeconds));

    /// <summary>As Prometheus writes a number.</summary>
    public static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
