using BatchLoadTest.Thresholds;

namespace BatchLoadTest.Settings.Parsing;

/// <summary>Reads thresholds such as <c>create.p95 &lt; 500ms</c>.</summary>
internal static class ThresholdText
{
    /// <summary>The threshold; its source is filled in by who knows it.</summary>
    public static Parsed<Threshold> Parse(string text) =>
        new ThresholdParser(new MetricCatalogue()).TryParse(text, source: "", out var threshold, out var problem)
            ? Parsed.Ok(threshold)
            : Parsed.Bad<Threshold>(problem);
}
