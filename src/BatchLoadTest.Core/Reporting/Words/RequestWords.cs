using BatchLoadTest.Statistics;

namespace BatchLoadTest.Reporting.Words;

/// <summary>What all places call figures of requests.</summary>
public static class RequestWords
{
    /// <summary>The caption of the 95th percentile weighted by time.</summary>
    public const string P95ByTime = "p95 by time";

    /// <summary>What that is, in a sentence.</summary>
    public const string P95ByTimeMeans =
        P95ByTime
        + ": each second weighs the same, shared by the requests that began in it; where none began, by those that were "
        + "open, with the latency that they still had. Where it is far above p95, the service stood still for a while.";

    /// <summary>A time, or that there is none.</summary>
    public static string Time(TimeSpan? time) => time is { } known ? Figures.Time(known) : Figures.None;

    /// <summary>How many requests were sent once more; null where none was.</summary>
    /// <param name="total">All requests.</param>
    public static string? Resent(StepSummary total) =>
        total.Resent == 0
            ? null
            : $"{Figures.Of(total.Resent, "request")} ({Figures.Share(total.ResentShare)}) met the end of an idle "
                + "connection, each sent once more as a request of its own";
}
