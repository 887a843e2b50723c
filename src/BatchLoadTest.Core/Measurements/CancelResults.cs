namespace BatchLoadTest.Measurements;

/// <summary>Questions about a <see cref="CancelResult"/>.</summary>
public static class CancelResults
{
    /// <summary>How many there are.</summary>
    public const int Count = (int)CancelResult.NotKnown + 1;

    /// <summary>All of them.</summary>
    public static IReadOnlyList<CancelResult> All { get; } = Enum.GetValues<CancelResult>();

    /// <summary>The name in reports and thresholds, such as <c>ended_before</c>.</summary>
    public static string KindName(this CancelResult result) =>
        result switch
        {
            CancelResult.Cancelled => "cancelled",
            CancelResult.EndedBefore => "ended_before",
            CancelResult.TooLate => "too_late",
            CancelResult.Ignored => "ignored",
            CancelResult.NotAccepted => "not_accepted",
            CancelResult.NotInTime => "not_in_time",
            _ => "not_known",
        };
}
