using BatchLoadTest.Thresholds;

namespace BatchLoadTest.Reporting.Text;

/// <summary>What a threshold said, for people.</summary>
public static class VerdictWords
{
    /// <summary>Such as <c>NO DATA</c>.</summary>
    public static string Word(this ThresholdVerdict verdict) =>
        verdict switch
        {
            ThresholdVerdict.Passed => "PASSED",
            ThresholdVerdict.Failed => "FAILED",
            ThresholdVerdict.DoesNotApply => "DOES NOT APPLY",
            _ => "NO DATA",
        };
}
