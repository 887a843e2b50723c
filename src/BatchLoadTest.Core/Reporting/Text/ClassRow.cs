using BatchLoadTest.Statistics;

namespace BatchLoadTest.Reporting.Text;

/// <summary>One class of batches as a row of a table: the same in the terminal and in every report.</summary>
/// <param name="Cells">The cells, in the order of <see cref="Titles"/>; the name first.</param>
public sealed record ClassRow(IReadOnlyList<string> Cells)
{
    /// <summary>What the columns are called; that of costs is there where prices were given.</summary>
    public static IReadOnlyList<string> Titles(RunSnapshot run) =>
        [
            .. new[]
            {
                "class",
                "share (asked)",
                "batches",
                "failed",
                "p50",
                "p95",
                "window",
                "kept",
                "rows",
                "row errors",
                "tokens",
            },
            .. HasPrices(run) ? ["cost"] : Array.Empty<string>(),
        ];

    /// <summary>The rows of all classes.</summary>
    public static IEnumerable<ClassRow> All(RunSnapshot run) => run.Classes.Select(part => Of(part, run));

    private static bool HasPrices(RunSnapshot run) => !run.Batches.Results.Usage.Prices.IsEmpty;

    private static ClassRow Of(ClassSummary part, RunSnapshot run)
    {
        var batches = part.Figures.Batches;
        var (times, usage) = (batches.Turnaround, batches.Results.Usage);
        string[] cells =
        [
            part.Terms.Name,
            $"{Figures.Share(part.AppliedShare(run.Batches.Created))} ({Figures.Share(part.Terms.Share)})",
            Figures.Count(batches.Created),
            Figures.Count(batches.Failures),
            times.Count == 0 ? Figures.None : Figures.Time(times.P50),
            times.Count == 0 ? Figures.None : Figures.Time(times.P95),
            part.Terms.Window,
            Figures.Share(batches.AttainedShare),
            Figures.Count(batches.Results.OutputRows + batches.Results.ErrorRows),
            Figures.Share(batches.Results.FailedRowShare),
            usage.RowsWithUsage == 0 ? Figures.None : Figures.ShortCount(usage.Tokens.Total),
        ];
        var cost = usage.Cost is { } known ? UsageSentences.Money(known) : Figures.None;
        return new ClassRow(HasPrices(run) ? [.. cells, cost] : cells);
    }
}
