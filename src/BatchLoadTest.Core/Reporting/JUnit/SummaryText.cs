using BatchLoadTest.Reporting.Causes;
using BatchLoadTest.Reporting.Patterns;
using BatchLoadTest.Reporting.Text;
using BatchLoadTest.Statistics;
using BatchLoadTest.Thresholds;

namespace BatchLoadTest.Reporting.JUnit;

/// <summary>A run's summary as plain lines, for where neither a terminal's width nor its colours are known.</summary>
internal static class SummaryText
{
    private const int MostFailures = 20;
    private const int LabelWidth = 12;

    /// <summary>A paragraph for each concern.</summary>
    public static string Of(RunReport report)
    {
        var verdict = RunVerdict.Of(report);
        IReadOnlyList<IEnumerable<string>> blocks =
        [
            [$"{verdict.Word}  {verdict.Reason} (exit code {report.ExitCode})"],
            RunCauses.Of(report, verdict).Select(cause => Labelled("failed", cause)),
            RunPatterns.Of(report).Select(pattern => Labelled("looks like", pattern)),
            report.ThresholdsWorstFirst.Select(Line),
            report.Caveats.Concat(report.Ending.Notices).Select(notice => Labelled("notice", notice)),
            RunWords.Facts(report).Select(fact => Labelled(fact.Key, fact.Value)),
            report.Final.Steps.Append(report.Final.Total).Select(Line),
            Batches(report.Final.Batches),
            ClassRow.All(report.Final).Select(row => Line(row, ClassRow.Titles(report.Final))),
            Failures(FailureSummary.Rows(report.Final.Failures)),
        ];
        return string.Join("\n\n", blocks.Select(block => string.Join('\n', block)).Where(block => block.Length > 0));
    }

    private static string Line(ThresholdResult threshold) =>
        Labelled(threshold.Verdict.Word(), $"{threshold.Text}: {threshold.ActualText} (given by {threshold.Source})");

    private static string Line(StepSummary step)
    {
        var text = $"{Figures.Of(step.Requests, "request")}, {Figures.Of(step.Failures, "failure")}";
        var latency = step.Latency;
        var byTime = step.P95ByTime is { } time ? $", {RequestWords.P95ByTime} {Figures.Time(time)}" : "";
        return Labelled(
            step.Step?.Id ?? "total",
            latency.Count == 0
                ? text + byTime
                : $"{text}, p50 {Figures.Time(latency.P50)}, p95 {Figures.Time(latency.P95)}{byTime}, "
                    + $"p99 {Figures.Time(latency.P99)}, max {Figures.Time(latency.Max)}"
        );
    }

    private static string Line(ClassRow row, IReadOnlyList<string> titles) =>
        Labelled(
            "class",
            $"{row.Cells[0]}: " + string.Join(", ", titles.Zip(row.Cells, (title, cell) => $"{title} {cell}").Skip(1))
        );

    private static IEnumerable<string> Batches(BatchSummary batches)
    {
        if (batches.Created == 0)
        {
            yield return Labelled("batches", "none was created");
            yield break;
        }

        yield return Labelled("batches", BatchSentences.Sum(batches));
        yield return Labelled("turnaround", BatchSentences.Turnaround(batches));
        yield return Labelled("rows", BatchSentences.Rows(batches.Results));
        foreach (var (index, words) in BatchSentences.RowErrors(batches.Results).Index())
        {
            yield return Labelled(index == 0 ? "row errors" : "", words);
        }

        foreach (var (index, words) in UsageSentences.Tokens(batches.Results.Usage).Index())
        {
            yield return Labelled(index == 0 ? "tokens" : "", words);
        }

        if (UsageSentences.Cost(batches.Results.Usage) is { } cost)
        {
            yield return Labelled("cost", cost);
        }

        yield return Labelled("results", BatchSentences.Checked(batches.Results));
        foreach (var defect in BatchSentences.Defects(batches.Results))
        {
            yield return Labelled("", defect);
        }

        foreach (
            var (index, words) in ReadSentences.Reads(batches.Reads).Concat(ReadSentences.Faults(batches.Reads)).Index()
        )
        {
            yield return Labelled(index == 0 ? "read" : "", words);
        }

        if (BatchSentences.Irregularities(batches) is { Count: > 0 } irregular)
        {
            yield return Labelled("irregular", string.Join("; ", irregular));
        }

        foreach (var peculiar in BatchSentences.Peculiarities(batches))
        {
            yield return Labelled("notice", peculiar);
        }
    }

    private static IEnumerable<string> Failures(IReadOnlyList<FailureSummary> failures)
    {
        foreach (var failure in failures.Take(MostFailures))
        {
            yield return Labelled(
                failure.Step.Id,
                $"{Figures.Count(failure.Count)} {failure.Kind}, first at {Figures.Clock(failure.First)}, "
                    + $"last at {Figures.Clock(failure.Last)}: {failure.Example}"
            );
        }

        if (failures.Count > MostFailures)
        {
            var rest = failures.Skip(MostFailures).Sum(failure => failure.Count);
            yield return $"and {Figures.Count(rest)} more of {failures.Count - MostFailures} other kinds or words";
        }
    }

    private static string Labelled(string label, string text) => label.PadRight(LabelWidth) + text;
}
