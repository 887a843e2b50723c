using BatchLoadTest.BatchApi;
using BatchLoadTest.BatchApi.Http;
using BatchLoadTest.Measurements;
using BatchLoadTest.Tests.Support;
using FsCheck.Fluent;

namespace BatchLoadTest.Tests.Scenarios;

public sealed class ResultCheckProperties
{
    [Fact]
    public void Judge_AnyResults_CountsEachDefectExactly() =>
        Law.Holds(
            ResultPlan.Any,
            plan =>
            {
                var findings = plan.Judge(Ended(plan.Counts));

                Assert.All(ResultDefects.All, defect => Assert.Equal(plan.Expected(defect), findings[defect]));
                Assert.Equal(plan.Rows.Length, findings.Expected);
                Assert.Equal(plan.OutputRows, findings.OutputRows);
                Assert.Equal(plan.ErrorRows, findings.ErrorRows);
            }
        );

    [Fact]
    public void Judge_OtherOrderAndPieces_FindsTheSame() =>
        Law.Holds(
            from plan in ResultPlan.Any
            from order in Gen.Choose(0, int.MaxValue - 1)
            select (plan, order),
            pair =>
            {
                var (plan, order) = pair;
                var one = plan.Judge(Ended(plan.Counts));
                var other = plan.Judge(Ended(plan.Counts), order);

                Assert.All(ResultDefects.All, defect => Assert.Equal(one[defect], other[defect]));
                Assert.Equal((one.OutputRows, one.ErrorRows), (other.OutputRows, other.ErrorRows));
                Assert.Equal(one.Non2xxRows, other.Non2xxRows);
            }
        );

    [Fact]
    public void Judge_AnyCounts_DisagreeExactlyWhereTheyDiffer() =>
        Law.Holds(
            from plan in ResultPlan.Any
            from off in Gen.Choose(-1, 1).ArrayOf(3)
            select (plan, off),
            pair =>
            {
                var (plan, off) = pair;
                var counts = new RequestCounts(
                    plan.Counts.Total + off[0],
                    plan.Counts.Completed + off[1],
                    plan.Counts.Failed + off[2]
                );

                var findings = plan.Judge(Ended(counts));

                Assert.Equal(counts == plan.Counts ? 0 : 1, findings[ResultDefect.CountsDisagree]);
                Assert.Equal(0, plan.Judge(Ended(null))[ResultDefect.CountsDisagree]);
            }
        );

    [Fact]
    public void Judge_NotCompleted_HasAllDefectsButMissingAndCounts() =>
        Law.Holds(
            from plan in ResultPlan.Any
            from state in Gen.Elements(BatchState.Failed, BatchState.Expired, BatchState.Cancelled)
            select (plan, state),
            pair =>
            {
                var (plan, state) = pair;
                var findings = plan.Judge(Ended(new RequestCounts(-1, -1, -1), state));

                Assert.False(findings.IsComplete);
                Assert.All(
                    ResultDefects.All,
                    defect => Assert.Equal(defect == ResultDefect.Missing ? 0 : plan.Expected(defect), findings[defect])
                );
            }
        );

    [Fact]
    public void Judge_AnyResults_KeepsFewExamplesOfWhatItCounts() =>
        Law.Holds(
            ResultPlan.Any,
            plan =>
            {
                var findings = plan.Judge(Ended(plan.Counts));

                Assert.All(
                    ResultDefects.All,
                    defect =>
                        Assert.Equal(
                            Math.Min(ResultFindings.MaxExamples, findings[defect]),
                            findings.Examples(defect).Count
                        )
                );
            }
        );

    private static Batch Ended(RequestCounts? counts, BatchState state = BatchState.Completed) =>
        new()
        {
            Id = "batch-1",
            Status = new BatchStatus(state, "ended"),
            Counts = counts,
            OutputFileId = "file-1",
            ErrorFileId = "file-2",
        };
}
