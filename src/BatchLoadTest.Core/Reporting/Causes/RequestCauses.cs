using BatchLoadTest.Reporting.Text;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Reporting.Causes;

/// <summary>Failed requests, one cause for each kind and words, whichever steps it struck.</summary>
internal static class RequestCauses
{
    private const int MostSteps = 3;
    private const int MostWords = 160;
    private const double Ended = 0.1;
    private static readonly TimeSpan LeastAfterEnd = TimeSpan.FromSeconds(2);

    public static IEnumerable<RunCause> Of(RunReport report)
    {
        var all = report.Final.Total.Requests;
        return FailureSummary
            .Rows(report.Final.Failures)
            .GroupBy(row => (row.Kind, Key: FailureTexts.Key(row.Example)))
            .Select(rows => Cause(report, [.. rows], all, LookFor(report, rows.Key.Kind, rows.Key.Key)));
    }

    private static RunCause Cause(RunReport report, List<FailureSummary> rows, long all, string lookFor)
    {
        var count = rows.Sum(row => row.Count);
        var share = RunCause.ShareOf(count, all);
        var (where, worst) = (Steps(report, rows), share);
        if (rows.TrueForAll(row => row.Step.Id == rows[0].Step.Id))
        {
            // The step's own share tells more: a create that always fails is a small part of all requests.
            var step = rows[0].Step.Id;
            var ofStep = RunCause.ShareOf(count, RequestsOf(report, step));
            (where, worst) = ($"{Figures.Share(ofStep)} of {step}", Math.Max(share, ofStep));
        }

        return new RunCause(
            $"{Kind(rows[0])} ×{Figures.Count(count)} ({Figures.Share(share)} of requests, {where}, {When(report, rows)}{lookFor})",
            worst
        );
    }

    // One of them that the service's log knows; the others are in the tables.
    private static string LookFor(RunReport report, string kind, string key) =>
        report
            .Final.Failures.Where(failure => failure.Kind == kind)
            // Of the step that it struck most, and one that the service knows by an id of its own.
            .OrderByDescending(failure => failure.Count)
            .SelectMany(failure => failure.Examples)
            .Where(example => FailureTexts.Key(example.Words ?? "") == key)
            .OrderBy(example => example.Identity.ServiceIds.Count == 0)
            .Select(example => IdentityWords.Search(example.Identity))
            .FirstOrDefault(id => id.Length > 0)
            is { } found
            ? $"; such as {found}"
            : "";

    private static long RequestsOf(RunReport report, string id) =>
        report.Final.Steps.FirstOrDefault(step => step.Step?.Id == id)?.Requests ?? 0;

    // The status is what a person looks for; other kinds are words already.
    private static string Kind(FailureSummary row)
    {
        const string Status = "http_";
        var kind = row.Kind.StartsWith(Status, StringComparison.Ordinal)
            ? row.Kind[Status.Length..]
            : row.Kind.Replace('_', ' ');
        var words = string.Join(' ', row.Example.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        var between = kind.Length > 0 && char.IsAsciiDigit(kind[0]) ? " " : ": ";
        return words.Length == 0 ? kind
            : words.Length <= MostWords ? kind + between + words
            : $"{kind}{between}{words[..(MostWords - 1)]}…";
    }

    private static string Steps(RunReport report, List<FailureSummary> rows)
    {
        var steps = rows.GroupBy(row => row.Step.Id, StringComparer.Ordinal)
            .OrderByDescending(step => step.Sum(row => row.Count))
            .Select(step => step.Key)
            .ToList();
        var all = report.Final.Steps.Count(step => step.Requests > 0);
        return steps.Count == all ? "all steps"
            : steps.Count <= MostSteps ? string.Join(", ", steps)
            : $"{steps.Count} of {all} steps, most in {steps[0]}";
    }

    // By the clock on the wall, as in the service's log; to whose end it lasted is what "since" says.
    private static string When(RunReport report, List<FailureSummary> rows)
    {
        var (first, last) = (rows.Min(row => row.First), rows.Max(row => row.Last));
        var left = report.Final.Elapsed - last;
        return Clock(first) == Clock(last) ? $"at {Clock(first)}"
            : left > LeastAfterEnd && left > Ended * report.Final.Elapsed ? $"{Clock(first)} to {Clock(last)}"
            : $"since {Clock(first)}";

        string Clock(TimeSpan time) => RunClockWords.Of(report, time);
    }
}
