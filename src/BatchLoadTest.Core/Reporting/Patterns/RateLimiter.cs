using BatchLoadTest.Measurements;
using BatchLoadTest.Reporting.Text;

namespace BatchLoadTest.Reporting.Patterns;

/// <summary>A limit of requests, from the beginning of the run to its end: no disturbance that passes.</summary>
internal static class RateLimiter
{
    private const long Enough = 20;
    private const double LeastShare = 0.01;
    private const double Ends = 0.2;

    public static string? Of(RunReport report)
    {
        var (total, elapsed) = (report.Final.Total, report.Final.Elapsed);
        // Waits that a limiter asks for may last long after the load.
        var load = report.Ending.Load.LoadTime is var time && time > TimeSpan.Zero && time < elapsed ? time : elapsed;
        var limited = total.RefusedFor(Refusal.RateLimit) ?? 0;
        if (limited < Enough || limited < LeastShare * total.Requests)
        {
            return null;
        }

        // Failures are known by status: where others have it too, nobody knows when these were.
        var failures = report
            .Final.Failures.Where(failure => failure.Kind == Outcome.HttpStatus.KindName(429))
            .ToList();
        return
            failures.Sum(failure => failure.Count) != limited
            || failures.Min(failure => failure.First) > Ends * load
            || load - failures.Max(failure => failure.Last) > Ends * load
            ? null
            : $"a rate limiter: it refused {Figures.Share((double)limited / total.Requests)} of requests from beginning to end; "
                + $"{Figures.Rate((total.Requests - limited) / elapsed.TotalSeconds)} requests/s passed it";
    }
}
