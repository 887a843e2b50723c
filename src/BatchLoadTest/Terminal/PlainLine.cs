using BatchLoadTest.Measurements;
using BatchLoadTest.Reporting.Text;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Terminal;

/// <summary>
/// The periodic line of plain output. Columns of fixed width instead of names in each line: so it never is longer than
/// 120 characters, whatever the numbers, and a column can be followed down a log.
/// </summary>
public static class PlainLine
{
    private const int Users = 6;
    private const int Count = 10;
    private const int InFlight = 17;

    /// <summary>The captions.</summary>
    public static string Captions { get; } =
        $"{"elapsed", 9} {"users", Users} {"requests", Count} {"req/s", 6} {"fails", Count} {"share", 6} "
        + $"{"p50", 7} {"p95", 7} {"p99", 7} | {"batches in flight", InFlight} {"completed", Count} {"failed", Count}";

    /// <summary>One line of figures under the captions.</summary>
    public static string Lay(RunSnapshot snapshot)
    {
        var total = snapshot.Total;
        var latency = total.Latency;
        var batches = snapshot.Batches;
        return $"{Figures.Clock(snapshot.Elapsed), 9} {Number(snapshot.Users, Users)} {Number(total.Requests, Count)} "
            + $"{Figures.Rate(total.CurrentRate), 6} {Number(total.Failures, Count)} "
            + $"{Figures.Share(total.FailedShare), 6} {Time(latency.P50)} {Time(latency.P95)} {Time(latency.P99)} | "
            + $"{Number(batches.InFlight, InFlight)} {Number(batches[BatchOutcome.Completed], Count)} "
            + Number(batches.Failures, Count);

        string Time(TimeSpan time) => $"{(latency.Count == 0 ? Figures.None : Figures.Time(time)), 7}";
    }

    private static string Number(long number, int width) => Figures.CountWithin(number, width).PadLeft(width);
}
