using BatchLoadTest.Measurements;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Reporting.Text;

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

    /// <summary>What the service refused and why; null where it refused nothing, or nobody knows.</summary>
    /// <param name="total">All requests.</param>
    public static string? Refused(StepSummary total)
    {
        if (total.TotalRefused is not (> 0 and var refused))
        {
            return null;
        }

        var kinds = Enum.GetValues<Refusal>()
            .Select(refusal => (Count: total.RefusedFor(refusal) ?? 0, Words: Reason(refusal)))
            .Where(kind => kind.Count > 0)
            .OrderByDescending(kind => kind.Count)
            .Select(kind => $"{Figures.Count(kind.Count)} {kind.Words}");
        return $"{Figures.Of(refused, "request")} ({Figures.Share(total.RefusedShare)}) refused by the service: "
            + $"{string.Join(", ", kinds)}; they are among the failures"
            + (
                total.P95OfSuccesses is { } p95
                    ? $"; p95 of what succeeded {Figures.Time(p95)}, of all {Figures.Time(total.Latency.P95)}"
                    : ""
            );
    }

    private static string Reason(Refusal refusal) =>
        refusal switch
        {
            Refusal.RateLimit => "by a rate limit (429)",
            Refusal.Capacity => "for lack of capacity for the completion window (429)",
            Refusal.Volume => "for the volume that an account which is not verified may have (429)",
            Refusal.Balance => "for the balance or the spending cap (402)",
            Refusal.Role => "for lack of a role (403)",
            Refusal.Model => "for a model that the account may not use (403)",
            Refusal.TooLarge => "as too large (413)",
            _ => "for a quota that is used up",
        };

    /// <summary>What was received in another way than asked for and written, a line each; empty for nothing of the kind.</summary>
    /// <param name="total">All requests.</param>
    public static IEnumerable<string> Transfer(StepSummary total)
    {
        if (total.Redirects > 0)
        {
            yield return $"{Figures.Of(total.Redirects, "redirect")} followed to the content of files; their time is in the latency";
        }

        if (total.BytesDecoded > total.BytesReceived)
        {
            yield return $"answers came compressed: {Figures.Bytes(total.BytesReceived)} over the wire, "
                + $"{Figures.Bytes(total.BytesDecoded)} once decoded";
        }
    }

    /// <summary>How many requests were sent once more; null where none was.</summary>
    /// <param name="total">All requests.</param>
    public static string? Resent(StepSummary total) =>
        total.Resent == 0
            ? null
            : $"{Figures.Of(total.Resent, "request")} ({Figures.Share(total.ResentShare)}) met the end of an idle "
                + "connection, each sent once more as a request of its own";
}
