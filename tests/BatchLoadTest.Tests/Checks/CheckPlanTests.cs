using BatchLoadTest.Checks;

namespace BatchLoadTest.Tests.Checks;

/// <summary>Which checks are made, and what becomes of those that need others.</summary>
public sealed class CheckPlanTests
{
    private static readonly FakeCheck[] All =
    [
        new("way.name", []),
        new("way.key", ["way.name"]),
        new("batch.create", ["way.key"]),
        new("batch.row", ["batch.create"]),
        new("other.list", ["way.key"]),
    ];

    [Theory]
    [InlineData("", "", "way.name way.key batch.create batch.row other.list", 5)]
    [InlineData("batch.row", "", "way.name way.key batch.create batch.row", 1)]
    [InlineData("other", "", "way.name way.key other.list", 1)]
    [InlineData("b*", "", "way.name way.key batch.create batch.row", 2)]
    [InlineData("ROW", "", "way.name way.key batch.create batch.row", 1)]
    [InlineData("", "batch", "way.name way.key other.list", 3)]
    [InlineData("row", "create", "", 0)]
    [InlineData("", "create", "way.name way.key other.list", 3)]
    [InlineData("nothing", "", "", 0)]
    public void Plan_HasWhatIsWanted_AndWhatThatNeeds(string only, string skip, string made, int wanted)
    {
        var plan = PlanOf(only, skip);

        Assert.Equal(made, string.Join(' ', plan.Checks.Select(check => check.Info.Id)));
        Assert.Equal(wanted, plan.Wanted);
    }

    [Fact]
    public void LeftOut_IsNotMade_AndWhatNeedsItIsNotEither()
    {
        var plan = PlanOf("", "create");

        Assert.False(plan.Makes("batch.create"));
        Assert.Equal(["batch.row"], plan.WithoutNeeds);
        Assert.True(PlanOf("row", "").Makes("batch.create"));
    }

    [Fact]
    public void Selection_KnowsPatternsThatFitNoCheck() =>
        Assert.Equal(["rows", "b"], new CheckSelection(["row", "rows"], ["b", "way.*"]).Strangers(All));

    [Fact]
    public async Task Run_WhatNeedsOneThatFailed_IsSkipped_AndOthersAreMade()
    {
        FakeCheck[] all =
        [
            All[0],
            All[1],
            new("batch.create", ["way.key"]) { Result = CheckResult.Fail("402", "pay") },
            All[3],
            All[4],
        ];
        List<string> told = [];

        var done = await new CheckRunner(TimeSpan.FromMinutes(1), TimeProvider.System).RunAsync(
            new CheckPlan(all, new CheckSelection([], [])),
            null!,
            each => told.Add(each.Check.Id),
            CancellationToken.None
        );

        Assert.Equal(
            ["Passed", "Passed", "Failed", "Skipped", "Passed"],
            done.Select(each => each.Result.Verdict.ToString())
        );
        Assert.Equal("batch.create failed", done[3].Result.Seen);
        Assert.Equal(["way.name", "way.key", "batch.create", "other.list"], told);
    }

    [Fact]
    public async Task Run_OneThatIsNeededAndFails_IsToldOf_ThoughItWasNotWanted()
    {
        FakeCheck[] all = [new("way.name", []) { Result = CheckResult.Fail("unknown", null) }, All[1]];

        var done = await RunAsync(all, "key");

        Assert.Equal([("way.name", "Failed"), ("way.key", "Skipped")], done);
    }

    // A service whose batches take hours fails nothing; one that gives no key does.
    [Theory]
    [InlineData("way.key", "Failed")]
    [InlineData("other.list", "NotSeen")]
    public async Task Run_TakesTooLong_IsNotSeen_UnlessOthersNeedIt(string slow, string verdict)
    {
        FakeCheck[] all =
        [
            .. All.Select(each => each.Info.Id == slow ? new FakeCheck(slow, each.Needs) { IsEndless = true } : each),
        ];

        var done = await RunAsync(all, "");

        Assert.Contains((slow, verdict), done);
    }

    [Fact]
    public async Task Run_WorthLessThanAMust_IsNotedWhereItFails_AndStopsNothing()
    {
        FakeCheck[] all =
        [
            new("way.name", []) { Worth = CheckWorth.Should, Result = CheckResult.Fail("odd", null) },
            All[1],
        ];

        Assert.Equal([("way.name", "Noted"), ("way.key", "Passed")], await RunAsync(all, ""));
    }

    private static CheckPlan PlanOf(string only, string skip, FakeCheck[]? all = null) =>
        new(
            all ?? All,
            new CheckSelection(
                only.Split(' ', StringSplitOptions.RemoveEmptyEntries),
                skip.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            )
        );

    private static async Task<IEnumerable<(string, string)>> RunAsync(FakeCheck[] all, string only)
    {
        var done = await new CheckRunner(TimeSpan.FromMinutes(1), TimeProvider.System).RunAsync(
            PlanOf(only, "", all),
            null!,
            _ => { },
            CancellationToken.None
        );
        return done.Select(each => (each.Check.Id, each.Result.Verdict.ToString()));
    }

    private sealed class FakeCheck(string id, IReadOnlyList<string> needs) : ICheck
    {
        public CheckWorth Worth { get; init; }

        public CheckResult Result { get; init; } = CheckResult.Pass("fine");

        public bool IsEndless { get; init; }

        public CheckInfo Info => new(id, "is fine", Worth, "nowhere");

        public IReadOnlyList<string> Needs => needs;

        public TimeSpan Limit => TimeSpan.FromMilliseconds(IsEndless ? 20 : 5_000);

        public async Task<CheckResult> RunAsync(CheckScene scene, CancellationToken cancellationToken)
        {
            if (IsEndless)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            }

            return Result;
        }
    }
}
