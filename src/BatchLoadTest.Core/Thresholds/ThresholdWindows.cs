using BatchLoadTest.Measurements;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Thresholds;

/// <summary>
/// What thresholds with <c>over</c> or <c>from</c> need of a run, taken second by second: live and from a journal the same.
/// Seconds are those of the wall clock; the first, in which the run began, is one too, and a window lies before the end of
/// the load. Constant memory. One writer, who also reads.
/// </summary>
public sealed class ThresholdWindows : IIntervalSink
{
    private readonly DateTimeOffset startedAt;
    private readonly long firstSecond;
    private readonly SlidingWindows windows;
    private readonly Dictionary<Threshold, WindowJudgement> judgements = [];
    private readonly Dictionary<TimeSpan, LaterFigures> later = [];
    private bool isLoadOver;

    /// <summary>For the thresholds of one run.</summary>
    /// <param name="thresholds">All of them; only those with <c>over</c> or <c>from</c> take memory.</param>
    /// <param name="names">Names of the steps.</param>
    /// <param name="startedAt">When the run started.</param>
    /// <param name="terms">What was asked for; nothing is known where left out.</param>
    public ThresholdWindows(
        IEnumerable<Threshold> thresholds,
        StepNames names,
        DateTimeOffset startedAt,
        RunTerms? terms = null
    )
    {
        this.startedAt = startedAt;
        firstSecond = startedAt.ToUnixTimeSeconds();
        windows = new SlidingWindows(names, startedAt);
        foreach (var threshold in thresholds)
        {
            if (threshold.Over is { } over)
            {
                windows.Keep((int)over.TotalSeconds, threshold.Metric.Times);
                judgements.TryAdd(threshold, new WindowJudgement(threshold, FirstSecondFrom(threshold.From)));
            }
            else if (threshold.From > TimeSpan.Zero)
            {
                var begin = FirstSecondFrom(threshold.From);
                later.TryAdd(threshold.From, new LaterFigures(names, startedAt, begin, terms ?? RunTerms.None));
            }
        }
    }

    /// <inheritdoc/>
    public void Write(Interval interval)
    {
        foreach (var figures in later.Values)
        {
            figures.Add(interval);
        }

        // What ends after the load says nothing of it: nothing new begins, and rates fall.
        isLoadOver |= interval.IsStopping;
        // The seconds of the warm-up are none of the run.
        if (judgements.Count == 0 || isLoadOver || interval.Second < firstSecond)
        {
            return;
        }

        windows.Add(interval);
        foreach (var judgement in judgements.Values)
        {
            judgement.Judge(windows, firstSecond);
        }
    }

    /// <summary>The worst window of a threshold with <c>over</c>; null where none had data.</summary>
    public WindowReading? Worst(Threshold threshold) => judgements.GetValueOrDefault(threshold)?.Worst;

    /// <summary>The first window for which a threshold with <c>over</c> may end the run; null where there is none.</summary>
    public WindowReading? Miss(Threshold threshold) => judgements.GetValueOrDefault(threshold)?.Miss;

    /// <summary>The figures that a threshold without <c>over</c> is judged on: those of the run from its <c>from</c> on.</summary>
    /// <param name="threshold">The threshold.</param>
    /// <param name="whole">The figures of the whole run at the same moment.</param>
    public RunSnapshot FiguresFor(Threshold threshold, RunSnapshot whole) =>
        later.TryGetValue(threshold.From, out var figures) ? figures.At(whole) : whole;

    // Wholly after it: the second in which it lies is left out too, but for the run's own beginning.
    private long FirstSecondFrom(TimeSpan from)
    {
        var begin = startedAt + from;
        var second = begin.ToUnixTimeSeconds();
        return from == TimeSpan.Zero || DateTimeOffset.FromUnixTimeSeconds(second) == begin ? second : second + 1;
    }
}
