using BatchLoadTest.Recording;

namespace BatchLoadTest.Reporting.Text;

/// <summary>What was asked before the load, in one line.</summary>
public static class PreflightSentences
{
    /// <summary>Requests, time, and what was found; null where nothing was asked.</summary>
    public static string? Of(PreflightRecord? preflight)
    {
        if (preflight is null)
        {
            return null;
        }

        // That a service tells no balance is no news.
        var found = preflight
            .Found.Where(
                (finding, index) => index == 0 || finding is not { Verdict: "not_seen", Check: "preflight.balance" }
            )
            // Its words are those of the verdict.
            .Select(finding => finding.Verdict == "failed" ? $"{finding.Check} failed" : finding.Seen)
            .ToList();
        return $"{Figures.Of(preflight.Requests, "request")} in {Figures.Time(preflight.Took)}, in no other figure: "
            + (found.Count == 0 ? "stopped before it was over" : string.Join("; ", found));
    }
}
