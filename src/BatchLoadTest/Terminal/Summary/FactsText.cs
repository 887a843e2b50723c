using BatchLoadTest.Reporting;
using BatchLoadTest.Reporting.Text;
using BatchLoadTest.Terminal.Layout;

namespace BatchLoadTest.Terminal.Summary;

/// <summary>What ran: target, load asked for and applied, times, iterations.</summary>
public static class FactsText
{
    /// <summary>A few labelled lines.</summary>
    public static IReadOnlyList<Line> Lay(RunReport report, int width) =>
        [.. RunWords.Facts(report).SelectMany(fact => WrappedText.Lay(SummaryLabel.Of(fact.Key), fact.Value, width))];
}
