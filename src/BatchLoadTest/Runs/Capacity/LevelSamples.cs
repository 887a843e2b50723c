using System.Globalization;
using BatchLoadTest.Capacity.Levels;
using BatchLoadTest.Measurements;
using BatchLoadTest.Statistics;
using BatchLoadTest.Thresholds;

namespace BatchLoadTest.Runs.Capacity;

/// <summary>
/// Thresholds as a level judges them, by counting samples over a limit; and where the samples of a second come from. Others
/// than upper limits on percentiles, failed shares and counts of what is wrong are left out.
/// </summary>
internal sealed class LevelSamples
{
    private readonly List<Func<Interval, IReadOnlyList<double>>> readers = [];
    private readonly List<LevelThreshold> thresholds = [];
    private readonly List<string> notJudged = [];

    /// <summary>Sorts the thresholds out.</summary>
    public LevelSamples(IEnumerable<Threshold> given)
    {
        foreach (var threshold in given)
        {
            if (Of(threshold) is var (level, read))
            {
                thresholds.Add(level);
                readers.Add(read);
            }
            else
            {
                notJudged.Add(threshold.Text);
            }
        }
    }

    /// <summary>What a level is judged by.</summary>
    public IReadOnlyList<LevelThreshold> Thresholds => thresholds;

    /// <summary>What it is not judged by, as a person wrote it.</summary>
    public IReadOnlyList<string> NotJudged => notJudged;

    /// <summary>The samples of a second, for each threshold.</summary>
    public IReadOnlyList<IReadOnlyList<double>> Of(Interval interval) => [.. readers.Select(read => read(interval))];

    private static (LevelThreshold Level, Func<Interval, IReadOnlyList<double>> Read)? Of(Threshold threshold)
    {
        if (
            threshold.Operator
            is not (ThresholdOperator.Less or ThresholdOperator.LessOrEqual or ThresholdOperator.Equal)
        )
        {
            return null;
        }

        var (name, text, limit) = (threshold.Metric.Name, threshold.Text, threshold.Limit);
        if (threshold.Operator == ThresholdOperator.Equal)
        {
            return limit == 0 && Counted(name) is { } count ? (LevelThreshold.OfCount(text, 0), count) : null;
        }

        if (Failed(name) is { } failed && limit is > 0 and < 1)
        {
            return (LevelThreshold.OfShare(text, limit), failed);
        }

        return Percentile(name) is var (prefix, quantile) && Times(prefix) is { } times
            ? (LevelThreshold.OfPercentile(text, quantile, limit), times)
            : null;
    }

    private static (string Prefix, double Quantile)? Percentile(string name)
    {
        var place = name.LastIndexOf('p');
        // p99.9 holds a dot of its own.
        return
            place >= 0
            && (place == 0 || name[place - 1] == '.')
            && double.TryParse(
                name[(place + 1)..],
                NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out var p
            )
            && p is > 0 and < 100
            ? (name[..place].TrimEnd('.'), p / 100)
            : null;
    }

    private static Func<Interval, IReadOnlyList<double>>? Times(string prefix)
    {
        switch (prefix)
        {
            case "":
                return interval => [.. interval.Steps.SelectMany(step => Values(step.Latency))];
            case "batch.turnaround":
                return interval =>
                    [
                        .. interval
                            .BatchesEnded.Where(batch => batch.HasTurnaround)
                            .Select(batch => batch.Turnaround.TotalMilliseconds),
                    ];
            case "workflow.duration":
                return interval => [.. Values(interval.Workflows)];
        }

        var step = StepCatalogue.All.FirstOrDefault(each => each.Id == prefix);
        return step is null ? null : interval => [.. Values(interval.Steps[step.Step].Latency)];
    }

    // In milliseconds.
    private static IEnumerable<double> Values(LatencyHistogram histogram)
    {
        foreach (var (microseconds, count) in histogram)
        {
            for (var one = 0L; one < count; one++)
            {
                yield return microseconds / 1000.0;
            }
        }
    }

    private static Func<Interval, IReadOnlyList<double>>? Failed(string name)
    {
        switch (name)
        {
            case "error_rate":
                return interval =>
                    Share(interval.Steps.Sum(step => step.Requests), interval.Steps.Sum(step => step.Failures));
            case "batches.error_rate":
                return interval =>
                    [
                        .. interval
                            .BatchesEnded.Where(batch => batch.IsDecided)
                            .Select(batch => batch.IsFailure ? 1.0 : 0),
                    ];
        }

        var step = StepCatalogue.All.FirstOrDefault(each => name == $"{each.Id}.error_rate");
        return step is null
            ? null
            : interval => Share(interval.Steps[step.Step].Requests, interval.Steps[step.Step].Failures);
    }

    private static double[] Share(long all, long failed)
    {
        var samples = new double[all];
        // Failures lie together, as they do where a service breaks.
        Array.Fill(samples, 1, 0, (int)Math.Min(failed, all));
        return samples;
    }

    private static Func<Interval, IReadOnlyList<double>>? Counted(string name) =>
        name switch
        {
            "results.defects" => interval =>
                [.. interval.BatchesEnded.Select(batch => (double)(batch.Findings?.Total ?? 0))],
            "batches.violations" => interval =>
                [.. interval.BatchesEnded.Select(batch => (double)(batch.Violations with { UnknownStatus = 0 }).Total)],
            "batches.missed_window" => interval =>
                [.. interval.BatchesEnded.Select(batch => batch.MissedWindow ? 1.0 : 0)],
            "batches.foreign_answers" => interval => [interval.ForeignAnswers ?? 0],
            _ => null,
        };
}
