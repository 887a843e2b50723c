namespace BatchLoadTest.Measurements;

/// <summary>Questions about an <see cref="ExpiryVerdict"/>.</summary>
public static class ExpiryVerdicts
{
    /// <summary>How many there are.</summary>
    public const int Count = (int)ExpiryVerdict.NotSeen + 1;

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ExpiryVerdict> All { get; } = Enum.GetValues<ExpiryVerdict>();

    /// <summary>The name in reports and thresholds, such as <c>not_seen</c>.</summary>
    public static string KindName(this ExpiryVerdict verdict) =>
        verdict switch
        {
            ExpiryVerdict.Agreed => "agreed",
            ExpiryVerdict.Wrong => "wrong",
            ExpiryVerdict.Unsaid => "unsaid",
            ExpiryVerdict.Gone => "gone",
            ExpiryVerdict.Kept => "kept",
            _ => "not_seen",
        };
}
