using BatchLoadTest.Capacity.Levels;
using BatchLoadTest.Capacity.Search;
using BatchLoadTest.Load;
using BatchLoadTest.Recording;
using BatchLoadTest.Reporting;
using BatchLoadTest.Statistics;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.EndToEnd.Reports;

/// <summary><c>report.html</c> for those who do not see it or have no mouse, light and dark.</summary>
[Trait("needs", "browser")]
[Trait("needs", "axe")]
public sealed class ReportAccessibilityTests(Browser browser) : IClassFixture<Browser>
{
    public static TheoryData<string> Names => [.. Reports.Keys];

    private static Dictionary<string, RunReport> Reports =>
        new(StringComparer.Ordinal)
        {
            ["lively"] = SimulatedRun.Lively(),
            ["every figure"] = SampleRun.Report,
            ["passed"] = SampleRun.Report with { Thresholds = [SampleRun.Report.Thresholds[0]], ExitCode = 0 },
            ["empty"] = SampleRun.EmptyReport,
            ["search, workers, classes"] = SampleRun.Report with
            {
                Ending = SampleRun.Report.Ending with { Capacity = Search, Workers = [Worker("one"), Worker("two")] },
                Final = SampleRun.Busy with { Classes = [Class("small"), Class("big")] },
            },
        };

    private static CapacityReport Search { get; } =
        new(
            "batches/s",
            10,
            new CapacityResult(CapacityEnding.Found, 8, 16)
            {
                Levels =
                [
                    new CapacityLevel(
                        new LevelOrder(8, LevelPurpose.Raise, 1, 0),
                        new LevelDecision(LevelVerdict.Passed, "all confirmed")
                    ),
                    new CapacityLevel(
                        new LevelOrder(16, LevelPurpose.Raise, 1, 0),
                        new LevelDecision(LevelVerdict.Failed, "the batches in flight grew")
                    ),
                ],
            }
        );

    private static RecordedWorker Worker(string name) =>
        new()
        {
            Name = name,
            State = "lost",
            Problem = "not heard of for 12 s",
        };

    private static ClassSummary Class(string name) =>
        new(
            new ClassTerms(name, 0.5, "a.jsonl", "/v1/chat/completions", "24h", TimeSpan.FromHours(24)),
            SampleRun.Busy
        );

    [Theory]
    [MemberData(nameof(Names))]
    public async Task AxeFindsNothing(string name)
    {
        await using var opened = await browser.OpenAsync(Reports[name]);
        await opened.Page.EvaluateAsync(
            "() => document.querySelectorAll('details').forEach((each) => { each.open = true; })"
        );

        Assert.Empty(await Axe.FindInBothColoursAsync(opened.Page, name));
    }
}
