namespace BatchLoadTest.Telemetry;

/// <summary>One value of an instrument.</summary>
/// <param name="Value">In the instrument's unit.</param>
/// <param name="Labels">What tells it from the instrument's other values.</param>
internal readonly record struct Sample(double Value, params (string Name, string Value)[] Labels)
{
    /// <summary>What follows the instrument's name in Prometheus' text, such as <c>_sum</c>; null for nothing.</summary>
    public string? Suffix { get; init; }
}
