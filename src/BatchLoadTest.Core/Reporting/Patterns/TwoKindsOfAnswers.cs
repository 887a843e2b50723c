using BatchLoadTest.Measurements;
using BatchLoadTest.Reporting.Text;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Reporting.Patterns;

/// <summary>Answers of a step are either fast or slow, with hardly any between.</summary>
internal static class TwoKindsOfAnswers
{
    private const double MostFailed = 0.05;

    // Whatever is between them, nobody waits for it.
    private static readonly TimeSpan LeastSlow = TimeSpan.FromMilliseconds(50);

    public static string? Of(RunReport report)
    {
        var steps = report
            .Final.Steps.Where(step => step.Humps is { } humps && humps.Slow >= LeastSlow && IsOfOneKind(report, step))
            .Select(step =>
                $"{step.Step!.Id} takes about {Figures.Time(step.Humps!.Fast)} or ({Figures.Share(step.Humps.SlowShare)}) "
                + $"about {Figures.Time(step.Humps.Slow)}"
            )
            .ToList();
        return steps.Count == 0
            ? null
            : $"two kinds of answers, and hardly any between: {string.Join("; ", steps)}; a cache, replicas, a cold start or "
                + "a queue that is there at times looks like this";
    }

    // A refusal takes another time than an answer, and a large file than a small one.
    private static bool IsOfOneKind(RunReport report, StepSummary step) =>
        step.FailedShare is null or < MostFailed
        && (
            report.Final.Classes.Count < 2
            || step.Step!.Step is not (Step.Upload or Step.Output or Step.Errors or Step.Read or Step.Again)
        );
}
