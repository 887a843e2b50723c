namespace BatchLoadTest.Checks;

/// <summary>Words of verdicts and worths, as all reports have them.</summary>
public static class CheckWords
{
    /// <summary>All verdicts.</summary>
    public static IReadOnlyList<CheckVerdict> Verdicts { get; } = Enum.GetValues<CheckVerdict>();

    /// <summary>Such as <c>not_seen</c>.</summary>
    public static string KindName(this CheckVerdict verdict) =>
        verdict switch
        {
            CheckVerdict.Passed => "passed",
            CheckVerdict.Failed => "failed",
            CheckVerdict.Noted => "noted",
            CheckVerdict.NotSeen => "not_seen",
            _ => "skipped",
        };

    /// <summary>Such as <c>must</c>.</summary>
    public static string KindName(this CheckWorth worth) =>
        worth switch
        {
            CheckWorth.Must => "must",
            CheckWorth.Should => "should",
            _ => "differs",
        };
}
