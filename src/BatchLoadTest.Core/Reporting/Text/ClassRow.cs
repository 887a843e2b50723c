using BatchLoadTest.Statistics;

namespace BatchLoadTest.Reporting.Text;

/// <summary>One class of batches as a row of a table: the same in the terminal and in every report.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Share">Its share of the batches created, and the one asked for.</param>
/// <param name="Batches">Batches created.</param>
/// <param name="Failed">Failed batches.</param>
/// <param name="P50">Median turnaround.</param>
/// <param name="P95">Its 95th percentile.</param>
/// <param name="Window">The window asked for.</param>
/// <param name="Attained">Share of batches that completed within it.</param>
/// <param name="Rows">Rows found.</param>
/// <param name="RowErrors">Failed share of them.</param>
public sealed record ClassRow(
    string Name,
    string Share,
    string Batches,
    string Failed,
    string P50,
    string P95,
    string Window,
    string Attained,
    string Rows,
    string RowErrors
)
{
    /// <summary>What the columns are called.</summary>
    public static IReadOnlyList<string> Titles { get; } =
    ["class", "share (asked)", "batches", "failed", "p50", "p95", "window", "kept", "rows", "row errors"];

    /// <summary>The cells, in the order of <see cref="Titles"/>.</summary>
    public IReadOnlyList<string> Cells => [Name, Share, Batches, Failed, P50, P95, Window, Attained, Rows, RowErrors];

    /// <summary>The rows of all classes.</summary>
    public static IEnumerable<ClassRow> All(RunSnapshot run) =>
        run.Classes.Select(part => Of(part, run.Batches.Created));

    private static ClassRow Of(ClassSummary part, long created)
    {
        var batches = part.Figures.Batches;
        var times = batches.Turnaround;
        return new ClassRow(
            part.Terms.Name,
            $"{Figures.Share(part.AppliedShare(created))} ({Figures.Share(part.Terms.Share)})",
            Figures.Count(batches.Created),
            Figures.Count(batches.Failures),
            times.Count == 0 ? Figures.None : Figures.Time(times.P50),
            times.Count == 0 ? Figures.None : Figures.Time(times.P95),
            part.Terms.Window,
            Figures.Share(batches.AttainedShare),
            Figures.Count(batches.Results.OutputRows + batches.Results.ErrorRows),
            Figures.Share(batches.Results.FailedRowShare)
        );
    }
}
