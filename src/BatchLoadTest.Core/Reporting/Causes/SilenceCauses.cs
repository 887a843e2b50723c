using BatchLoadTest.Reporting.Text;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Reporting.Causes;

/// <summary>That the service answered nothing.</summary>
internal static class SilenceCauses
{
    public static IEnumerable<RunCause> Of(SilenceSummary silence)
    {
        if (SilenceSentences.Of(silence) is { } words)
        {
            yield return new RunCause(words, silence.Share ?? 0);
        }
    }
}
