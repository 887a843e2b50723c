using BatchLoadTest.Thresholds;

namespace BatchLoadTest.Recording;

/// <summary>A threshold as it was given.</summary>
/// <param name="Text">Such as <c>create.p95 &lt; 500ms</c>.</param>
/// <param name="Source">Where it comes from, such as <c>P95_THRESHOLD_MS</c>.</param>
public sealed record RecordedThreshold(string Text, string Source)
{
    /// <summary>The threshold itself; null where this version does not know it.</summary>
    public Threshold? TryParse(ThresholdParser parser) =>
        parser.TryParse(Text, Source, out var known, out _) ? known : null;

    /// <summary>The threshold itself.</summary>
    /// <exception cref="JournalException">This version does not know such a threshold.</exception>
    public Threshold Parse(ThresholdParser parser) =>
        parser.TryParse(Text, Source, out var threshold, out var problem)
            ? threshold
            : throw new JournalException($"threshold {Text}: {problem}");
}
