using BatchLoadTest.Measurements;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Reporting.Text;

/// <summary>What is said of requests that this machine is to blame for, and when they ruin a run.</summary>
public static class OwnFaultWords
{
    /// <summary>Up to this share of them the others still tell how the service did.</summary>
    private const double Tolerated = 0.01;

    // The times of so few are missing in no percentile that a short run is judged by; their start falls into the program's own.
    private const long FewDoubtful = 2;

    // While a run goes on, one of its first few requests is no share of anything.
    private const long EnoughToEnd = 10;

    private static readonly string Doubtful = Outcome.DoubtfulTimeout.KindName(0);

    /// <summary>A line for each cause; empty where there was none.</summary>
    /// <param name="figures">All figures.</param>
    public static IEnumerable<string> Of(RunSnapshot figures)
    {
        foreach (
            var cause in figures
                .OwnFaults.SelectMany(fault => FailureSummary.Rows([fault]))
                .GroupBy(row => row.Kind == Doubtful ? "" : row.Example, StringComparer.Ordinal)
        )
        {
            var count = cause.Sum(row => row.Count);
            var steps = string.Join(
                ", ",
                cause
                    .GroupBy(row => row.Step.Id, StringComparer.Ordinal)
                    .Select(step => $"{Figures.Count(step.Sum(row => row.Count))} {step.Key}")
            );
            yield return cause.Key.Length == 0
                ? $"{Figures.Of(count, "time-out")} in seconds in which this program itself stood still ({steps}): doubtful, and "
                    + "in no other figure"
                : $"{Figures.Of(count, "request")} failed by no fault of the service ({steps}), and are in no other figure: "
                    + cause.Key;
        }

        if (figures.Total.DoubtfulLatencies > 0)
        {
            var steps = figures
                .Steps.Where(step => step.DoubtfulLatencies > 0)
                .Select(step => $"{Figures.Count(step.DoubtfulLatencies)} {step.Step!.Id}");
            yield return $"{Figures.Of(figures.Total.DoubtfulLatencies, "request")} under way while this program itself stood still "
                + $"({string.Join(", ", steps)}): doubtful latencies, in every count and in no time";
        }
    }

    /// <summary>Why the run says nothing of the service; null where it does.</summary>
    /// <param name="figures">All figures.</param>
    public static string? Ruin(RunSnapshot figures)
    {
        var lost = Count(figures);
        var all = lost + figures.Total.Requests;
        var doubtful = figures.Total.DoubtfulLatencies;
        var own = lost + (doubtful > FewDoubtful ? doubtful : 0);
        return own > Tolerated * all
            ? $"{Figures.Count(own)} of {Figures.Of(all, "request")} failed by this machine's own fault{OrDoubtful(figures)}: "
                + string.Join("; ", Of(figures))
            : null;
    }

    /// <summary>
    /// The same of a run that goes on and need not: for what this machine lacks, not for a pause, which is over.
    /// </summary>
    /// <param name="figures">The figures so far.</param>
    public static string? RuinSoFar(RunSnapshot figures)
    {
        var lasting = figures with
        {
            OwnFaults = [.. figures.OwnFaults.Where(fault => fault.Kind != Doubtful)],
            Total = figures.Total with { DoubtfulLatencies = 0 },
        };
        return Count(lasting) < EnoughToEnd ? null : Ruin(lasting);
    }

    private static string OrDoubtful(RunSnapshot figures) =>
        figures.Total.DoubtfulLatencies == 0 ? "" : ", or are doubtful by it";

    private static long Count(RunSnapshot figures) => figures.OwnFaults.Sum(fault => fault.Count);
}
