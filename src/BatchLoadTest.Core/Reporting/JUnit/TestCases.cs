using BatchLoadTest.Recording;
using BatchLoadTest.Reporting.Causes;
using BatchLoadTest.Thresholds;

namespace BatchLoadTest.Reporting.JUnit;

/// <summary>What a run is as test cases.</summary>
internal static class TestCases
{
    private const string ThresholdClass = "batch-load-test.thresholds";
    private const string RunClass = "batch-load-test.run";

    /// <summary>
    /// One for each threshold, and one for the run itself where it did not come to its end, where it failed for another
    /// reason than a threshold, or where no threshold was set: never none, and never all green for a run that is not.
    /// </summary>
    public static IReadOnlyList<TestCase> Of(RunReport report)
    {
        List<TestCase> cases = [];
        HashSet<string> names = new(StringComparer.Ordinal);
        var causes = Causes(report);
        foreach (var threshold in report.Thresholds)
        {
            cases.Add(
                new TestCase(ThresholdClass, Unique(names, threshold), TimeSpan.Zero, Problem(threshold, causes))
            );
        }

        if (report.Ending.Capacity is { } capacity)
        {
            cases.AddRange(CapacityCases.Of(report, capacity));
            return cases;
        }

        var problem = Problem(report, causes);
        if (problem is not null || cases.Count == 0)
        {
            cases.Add(new TestCase(RunClass, "run", report.Ending.Elapsed, problem));
        }

        return cases;
    }

    // Two cases of one name would be taken for one. The name is the threshold's text wherever that is enough, so that
    // the history of a case goes on from run to run.
    private static string Unique(HashSet<string> names, ThresholdResult threshold)
    {
        var name = threshold.Text;
        for (var number = 1; !names.Add(name); number++)
        {
            name = number == 1 ? $"{threshold.Text} ({threshold.Source})" : $"{threshold.Text} ({number})";
        }

        return name;
    }

    // A reader of test cases sees one case and not the others.
    private static string Causes(RunReport report) =>
        string.Concat(RunCauses.Of(report, RunVerdict.Of(report)).Select(cause => $"\nfailed     {cause}"));

    private static CaseProblem? Problem(ThresholdResult threshold, string causes) =>
        threshold.Verdict switch
        {
            ThresholdVerdict.Passed => null,
            ThresholdVerdict.DoesNotApply => new(
                CaseProblemKind.Skipped,
                "does-not-apply",
                $"too little happened for {threshold.Text}: {threshold.ActualText}",
                ""
            ),
            ThresholdVerdict.Failed => new(
                CaseProblemKind.Failure,
                "threshold",
                $"{threshold.ActualText} does not meet {threshold.Text}",
                $"threshold  {threshold.Text}\nmeasured   {threshold.ActualText}\ngiven by   {threshold.Source}{causes}"
            ),
            _ => new(
                CaseProblemKind.Failure,
                "no-data",
                $"no data for {threshold.Text}",
                $"threshold  {threshold.Text}\nmeasured   no data: nothing happened that it could be judged by\n"
                    + $"given by   {threshold.Source}{causes}"
            ),
        };

    private static CaseProblem? Problem(RunReport report, string causes)
    {
        var type = report.Ending.End switch
        {
            RunEnd.CouldNotRun => "could-not-run",
            RunEnd.InternalError => "internal-error",
            RunEnd.Interrupted or RunEnd.Terminated or RunEnd.HungUp => "interrupted",
            RunEnd.Aborted => "aborted",
            RunEnd.Unknown => "no-end",
            // Such as a journal that could not be written.
            _ when report.SentNothing => "nothing-sent",
            _ when report is { ThresholdsMet: true, ExitCode: not 0 } => "failed",
            _ => null,
        };
        if (type is null)
        {
            return null;
        }

        var verdict = RunVerdict.Of(report);
        var details = $"exit code  {report.ExitCode}{causes}\n{string.Join('\n', report.Ending.Notices)}".TrimEnd();
        return new CaseProblem(CaseProblemKind.Error, type, $"{verdict.Word}: {verdict.Reason}", details);
    }
}
