using BatchLoadTest.Load;
using BatchLoadTest.Recording;
using BatchLoadTest.Reporting;
using BatchLoadTest.Reporting.Words;
using BatchLoadTest.Terminal.Layout;

namespace BatchLoadTest.Terminal.Summary;

/// <summary>What ran: target, load asked for and applied, times, iterations.</summary>
public static class FactsText
{
    /// <summary>A few labelled lines.</summary>
    public static IReadOnlyList<Line> Lay(RunReport report, int width)
    {
        List<Line> lines =
        [
            .. Fact("run", $"{report.Run.Id} (batch-load-test {report.Run.Version}, engine {report.Run.Engine})"),
            .. Fact("target", report.Run.Host),
            .. Fact("load", LoadWords.Describe(report.Run.Plan)),
            .. Fact("users", Users(report)),
            .. Fact("time", Times(report)),
            .. Fact("iterations", Iterations(report.Ending.Load)),
        ];
        if (report.Run.Tags.Count > 0)
        {
            lines.AddRange(Fact("tags", string.Join(", ", report.Run.Tags.Select(tag => $"{tag.Key}={tag.Value}"))));
        }

        return lines;

        IReadOnlyList<Line> Fact(string label, string text) =>
            WrappedText.Lay(SummaryPrinter.Label(label), text, width);
    }

    private static string Users(RunReport report)
    {
        var peak = Figures.Count(report.Ending.Load.PeakUsers);
        return report.Run.Plan.Profile is ClosedLoad closed
            ? $"{Figures.Count(closed.Users)} asked for, {peak} at the peak"
            : $"{peak} at the peak";
    }

    private static string Times(RunReport report)
    {
        var load = report.Ending.Load;
        var end =
            report.Ending.End == RunEnd.Unknown ? "the journal ends"
            : report.DrainedIn is null ? $"not drained after {Figures.Time(load.StopTime)}"
            : $"drained in {Figures.Time(load.StopTime)}";
        return $"{Figures.Time(load.LoadTime)} of load, then {end}";
    }

    private static string Iterations(LoadOutcome load)
    {
        var text =
            $"{Figures.Count(load.Started)} started = {Figures.Count(load.Completed)} completed "
            + $"+ {Figures.Count(load.Interrupted)} interrupted";
        // Whatever is wrong with the figures, the sum shown must be true.
        var rest = load.Started - load.Completed - load.Interrupted;
        return (rest == 0 ? text : $"{text} + {Figures.Count(rest)} unaccounted for")
            + (load.Dropped == 0 ? "" : $"; {Figures.Count(load.Dropped)} dropped");
    }
}
