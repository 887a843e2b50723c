namespace BatchLoadTest.Measurements;

/// <summary>Questions about a <see cref="DeleteResult"/>.</summary>
public static class DeleteResults
{
    /// <summary>How many there are.</summary>
    public const int Count = (int)DeleteResult.NotKnown + 1;

    /// <summary>All of them.</summary>
    public static IReadOnlyList<DeleteResult> All { get; } = Enum.GetValues<DeleteResult>();

    /// <summary>The name in reports and thresholds, such as <c>ended_before</c>.</summary>
    public static string KindName(this DeleteResult result) =>
        result switch
        {
            DeleteResult.Stopped => "stopped",
            DeleteResult.WentOn => "went_on",
            DeleteResult.Survived => "survived",
            DeleteResult.EndedBefore => "ended_before",
            DeleteResult.TooLate => "too_late",
            DeleteResult.NotAccepted => "not_accepted",
            _ => "not_known",
        };
}
