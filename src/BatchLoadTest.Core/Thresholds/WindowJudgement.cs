using BatchLoadTest.Statistics;

namespace BatchLoadTest.Thresholds;

/// <summary>What one threshold's windows have shown so far. One writer.</summary>
/// <param name="threshold">A threshold with a window.</param>
/// <param name="earliest">The first second, as Unix time, that a window may begin with.</param>
internal sealed class WindowJudgement(Threshold threshold, long earliest)
{
    private readonly int seconds = (int)threshold.Over!.Value.TotalSeconds;

    /// <summary>The worst window that had data; null where none had.</summary>
    public WindowReading? Worst { get; private set; }

    /// <summary>The first window that missed and rests on enough samples to end a run for it; null where none did.</summary>
    public WindowReading? Miss { get; private set; }

    /// <summary>Judges the window that ends now.</summary>
    /// <param name="windows">The figures.</param>
    /// <param name="firstSecond">The run's first second, as Unix time.</param>
    public void Judge(SlidingWindows windows, long firstSecond)
    {
        var begin = windows.Newest!.Value + 1 - seconds;
        if (
            begin < earliest
            || windows.Of(seconds, threshold.Metric.Times) is not { } figures
            || threshold.Metric.Read(figures) is not { } actual
        )
        {
            return;
        }

        var from = TimeSpan.FromSeconds(begin - firstSecond);
        var reading = new WindowReading(actual, from, from + threshold.Over!.Value);
        if (Worst is null || IsWorse(actual, Worst.Actual))
        {
            Worst = reading;
        }

        if (Miss is null && !threshold.Holds(actual) && threshold.Metric.IsEnoughToAbort(figures))
        {
            Miss = reading;
        }
    }

    private bool IsWorse(double actual, double worst) =>
        threshold.Operator switch
        {
            ThresholdOperator.Less or ThresholdOperator.LessOrEqual => actual > worst,
            ThresholdOperator.Greater or ThresholdOperator.GreaterOrEqual => actual < worst,
            ThresholdOperator.Equal => Math.Abs(actual - threshold.Limit) > Math.Abs(worst - threshold.Limit),
            _ => Math.Abs(actual - threshold.Limit) < Math.Abs(worst - threshold.Limit),
        };
}
