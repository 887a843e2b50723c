namespace BatchLoadTest.Measurements;

/// <summary>Questions about a <see cref="RetryResult"/>.</summary>
public static class RetryResults
{
    /// <summary>How many there are.</summary>
    public const int Count = (int)RetryResult.NotKnown + 1;

    /// <summary>All of them.</summary>
    public static IReadOnlyList<RetryResult> All { get; } = Enum.GetValues<RetryResult>();

    /// <summary>The name in reports and thresholds, such as <c>not_resumed</c>.</summary>
    public static string KindName(this RetryResult result) =>
        result switch
        {
            RetryResult.Retried => "retried",
            RetryResult.RowsLeft => "rows_left",
            RetryResult.NotResumed => "not_resumed",
            RetryResult.NotAccepted => "not_accepted",
            RetryResult.NotInTime => "not_in_time",
            _ => "not_known",
        };
}
