namespace BatchLoadTest.Reporting.Patterns;

/// <summary>
/// What a run looks like: patterns that people who run such services know, each a sentence with its evidence where the
/// figures fit and nothing where they do not. To add one, write a function of the report and put it into the list.
/// </summary>
public static class RunPatterns
{
    private static readonly Func<RunReport, string?>[] All =
    [
        OneStretch.Of,
        RateLimiter.Of,
        NoCapacity.Of,
        OneSizeOfFile.Of,
        ServiceSetsThePace.Of,
        QueuedCreates.Of,
        SlowestSteps.Of,
        TwoKindsOfAnswers.Of,
        DelayedAcknowledgement.Of,
        LateSight.Of,
    ];

    /// <summary>The sentences of those that fit, in the order of the list.</summary>
    /// <param name="report">The run, ended or as it stands.</param>
    public static IReadOnlyList<string> Of(RunReport report) =>
        [.. All.Select(pattern => pattern(report)).OfType<string>()];
}
