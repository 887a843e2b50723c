using BatchLoadTest.Thresholds;

namespace BatchLoadTest.Recording;

/// <summary>What ended a run early, within its last line.</summary>
internal sealed record AbortLine
{
    public required string Text { get; init; }
    public required string Source { get; init; }
    public required double Value { get; init; }
    public required string Actual { get; init; }
    public TimeSpan At { get; init; }

    public static AbortLine From(ThresholdAbort abort) =>
        new()
        {
            Text = abort.Text,
            Source = abort.Source,
            Value = abort.Actual,
            Actual = abort.ActualText,
            At = abort.At,
        };

    public ThresholdAbort ToAbort() => new(Text, Source, Value, Actual, At);
}
