namespace BatchLoadTest.Thresholds;

/// <summary>A threshold after it was judged.</summary>
/// <param name="Text">The threshold as it was given, such as <c>create.p95 &lt; 500ms</c>.</param>
/// <param name="Source">Where it comes from, such as <c>P95_THRESHOLD_MS</c>.</param>
/// <param name="Actual">What was measured, in the metric's unit (ms, share, 1/s or a count); null without data.</param>
/// <param name="ActualText">The same for a person, such as <c>412 ms</c> or <c>no data</c>.</param>
/// <param name="Verdict">Passed or not.</param>
public sealed record ThresholdResult(
    string Text,
    string Source,
    double? Actual,
    string ActualText,
    ThresholdVerdict Verdict
)
{
    /// <summary>The worst window, for a threshold with <c>over</c> that had data; else null.</summary>
    public WindowReading? Window { get; init; }

    /// <summary>Whether it was judged and met.</summary>
    public bool Passed => Verdict == ThresholdVerdict.Passed;

    /// <summary>Whether the run fails because of it.</summary>
    public bool IsMissed => Verdict is ThresholdVerdict.Failed or ThresholdVerdict.NoData;

    /// <summary>Whether it is one that this program sets by itself.</summary>
    public bool IsDefault => Source == Threshold.DefaultSource;
}
