using BatchLoadTest.Measurements;
using BatchLoadTest.Reporting.Text;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Reporting.Markdown;

/// <summary>Requests per step, and failures by kind.</summary>
internal static class RequestMarkdown
{
    private const int MostFailures = 30;

    public static string Steps(RunSnapshot final)
    {
        var table = new MarkdownTable(
            "step",
            "requests:",
            "failures:",
            "p50:",
            "p95:",
            RequestWords.P95ByTime + ":",
            "p99:",
            "max:",
            "requests/s:"
        );
        foreach (var step in final.Steps)
        {
            table.Add(Row(step, MarkdownText.Code(step.Step!.Name)));
        }

        table.Add(Row(final.Total, "**all**"));
        return $"### Requests\n\n{table}{ByTime(final.Total)}{NotFailures(final.Total)}{Transfer(final.Total)}";
    }

    /// <summary>Where the time of each step's requests went; empty where nobody looked.</summary>
    public static string Phases(RunSnapshot final)
    {
        var phases = RequestPhases
            .All.Where(phase => final.Steps.Any(step => step.Phases.Any(of => of.Phase == phase && of.Times.Count > 0)))
            .ToList();
        if (phases.Count == 0)
        {
            return "";
        }

        var table = new MarkdownTable(["step", .. phases.Select(phase => $"{PhaseWords.Of(phase)}, mean (p95):")]);
        foreach (var step in final.Steps.Where(step => step.Phases.Count > 0))
        {
            table.Add([MarkdownText.Code(step.Step!.Id), .. phases.Select(phase => Times(step.Phases[(int)phase]))]);
        }

        return $"<details><summary>Where the time went</summary>\n\n{table}\n</details>\n";
    }

    // The mean is over all answered requests, the percentile over those in which the phase took time.
    private static string Times(PhaseSummary phase) =>
        phase.Times.Count == 0 ? "–" : $"{Figures.Time(phase.Mean)} ({Figures.Time(phase.Times.P95)})";

    public static string Failures(RunReport report)
    {
        var final = report.Final;
        if (final.Failures.Count == 0)
        {
            return "";
        }

        var table = new MarkdownTable("step", "kind", "count:", "first at:", "last at:", "the first one's words");
        var failures = FailureSummary.Rows(final.Failures);
        foreach (var failure in failures.Take(MostFailures))
        {
            table.Add(
                MarkdownText.Code(failure.Step.Id),
                MarkdownText.Code(failure.Kind),
                Figures.Count(failure.Count),
                At(failure.First),
                At(failure.Last),
                MarkdownText.Code(failure.Example)
            );
        }

        var rest = failures.Skip(MostFailures).Sum(failure => failure.Count);
        return $"### Failures\n\n{Matrix(final)}{table}"
            + (
                rest > 0
                    ? $"\nand {Figures.Count(rest)} more of {failures.Count - MostFailures} other kinds or words\n"
                    : ""
            );

        string At(TimeSpan time) => $"{Figures.Clock(time)} ({RunClockWords.Of(report, time)})";
    }

    // Which kinds struck which steps.
    private static string Matrix(RunSnapshot final)
    {
        if (FailureMatrix.Of(final.Failures) is not { } matrix)
        {
            return "";
        }

        var table = new MarkdownTable(["step", .. matrix.Kinds.Select(kind => MarkdownText.Code(kind) + ":"), "all:"]);
        foreach (var (step, counts, total) in matrix.Steps)
        {
            table.Add([MarkdownText.Code(step), .. counts.Select(Count), Figures.Count(total)]);
        }

        table.Add(["**all**", .. matrix.Totals.Select(Count), Figures.Count(matrix.Total)]);
        return $"{table}\n";

        static string Count(long count) => count == 0 ? "" : Figures.Count(count);
    }

    private static string[] Row(StepSummary step, string name) =>
        [
            name,
            Figures.Count(step.Requests),
            step.Failures == 0 ? "0" : $"{Figures.Count(step.Failures)} ({Figures.Share(step.FailedShare)})",
            Time(step, step.Latency.P50),
            Time(step, step.Latency.P95),
            RequestWords.Time(step.P95ByTime),
            Time(step, step.Latency.P99),
            Time(step, step.Latency.Max),
            Figures.Rate(step.TotalRate),
        ];

    private static string Time(StepSummary step, TimeSpan time) =>
        step.Latency.Count == 0 ? Figures.None : Figures.Time(time);

    private static string ByTime(StepSummary total) =>
        total.P95ByTime is null ? "" : $"\n{RequestWords.P95ByTimeMeans}\n";

    private static string Transfer(StepSummary total) =>
        RequestWords.Transfer(total).ToList() is { Count: > 0 } lines
            ? $"\nTransfer: {string.Join("; ", lines)}.\n"
            : "";

    private static string NotFailures(StepSummary total)
    {
        List<string> lines = [];
        if (total.Interrupted > 0)
        {
            lines.Add($"{Figures.Of(total.Interrupted, "request")} cut off by the end of the run");
        }

        if (total.KeyPending > 0)
        {
            lines.Add($"{Figures.Of(total.KeyPending, "answer")} said that a new key was not admitted yet");
        }

        if (RequestWords.Resent(total) is { } resent)
        {
            lines.Add(resent);
        }

        return lines.Count == 0 ? "" : $"\nNot failures: {string.Join("; ", lines)}.\n";
    }
}
