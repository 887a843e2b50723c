using BatchLoadTest.Capacity.Levels;
using BatchLoadTest.Recording;
using BatchLoadTest.Reporting.Text;

namespace BatchLoadTest.Reporting.JUnit;

/// <summary>A search for the largest load as test cases: the answer, and each level.</summary>
internal static class CapacityCases
{
    private const string Class = "batch-load-test.capacity";

    public static IEnumerable<TestCase> Of(RunReport report, CapacityReport capacity)
    {
        var verdict = RunVerdict.Of(report);
        var words = $"{verdict.Word}: {verdict.Reason}";
        yield return new TestCase(
            Class,
            "capacity",
            report.Ending.Elapsed,
            report.ExitCode == 0 ? null : new CaseProblem(CaseProblemKind.Failure, "capacity", words, words)
        );
        var number = 0;
        foreach (var level in capacity.Result.Levels)
        {
            number++;
            var found = level.Decision;
            // A level that broke is what a search looks for, and no failure.
            yield return new TestCase(
                Class,
                $"level {number}: {level.Order.Load:0.###} {capacity.Unit}: {CapacitySentences.Word(found.Verdict)}",
                TimeSpan.FromSeconds(found.Seconds),
                found.Verdict is LevelVerdict.Invalid or LevelVerdict.Undecided
                    ? new CaseProblem(CaseProblemKind.Skipped, CapacitySentences.Word(found.Verdict), found.Reason, "")
                    : null
            );
        }
    }
}
