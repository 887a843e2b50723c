using BatchLoadTest.Scenarios.Listing;
using BatchLoadTest.Settings.Parsing;
using BatchLoadTest.Tests.Commands;

namespace BatchLoadTest.Tests.Settings;

/// <summary>How often lists are read: what is taken, what is refused, and what follows from it.</summary>
public sealed class ListSettingsTests : IDisposable
{
    private readonly CommandLineHarness commandLine = new();

    [Theory]
    [InlineData("1/10s", 10)]
    [InlineData("2/1m", 30)]
    [InlineData("6/m", 10)]
    [InlineData("0.5/s", 2)]
    [InlineData("1/1h30m", 5400)]
    [InlineData(" 1 / 500ms ", 0.5)]
    [InlineData("100/s", 0.01)]
    public void Parse_NumberAndTime(string text, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), ListPlanText.Parse(text).Value!.Interval);

    [Theory]
    [InlineData("0")]
    [InlineData("0/10s")]
    public void Parse_Zero_IsNever(string text) => Assert.Equal(ListPlan.None, ListPlanText.Parse(text).Value);

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("/10s")]
    [InlineData("1/")]
    [InlineData("1/0s")]
    [InlineData("-1/10s")]
    [InlineData("1/10s/2")]
    [InlineData("1/10x")]
    [InlineData("often/10s")]
    [InlineData("101/s")]
    [InlineData("0.1/24d")]
    public void Parse_AnythingElse_SaysWhatIsAllowed(string text) =>
        Assert.Contains("such as 1/10s, 6/m or 1/2m", ListPlanText.Parse(text).Problem, StringComparison.Ordinal);

    [Fact]
    public async Task WrongRate_IsOneErrorThatNamesOptionAndSource()
    {
        Assert.Equal(2, await commandLine.InvokeAsync("--host", "mock", "--list", "3"));

        Assert.StartsWith(
            "error: --list '3' from the command line: must be a number and a time",
            commandLine.Error,
            StringComparison.Ordinal
        );
        Assert.Single(commandLine.Error.Split('\n'), line => line.StartsWith("error", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("--list 0", 0)]
    [InlineData("--list 1/10s", 3)]
    public async Task WhatLists_IsJudgedByDefault(string args, int thresholds)
    {
        string[] given = args.Length == 0 ? [] : args.Split(' ');

        Assert.Equal(0, await commandLine.InvokeAsync(["--host", "mock", .. given]));

        Assert.Equal(thresholds == 0, commandLine.Run!.Workflow.List.IsNone);
        Assert.Equal(
            thresholds,
            commandLine.Run.Verdict.Thresholds.Count(each =>
                each.Metric.Name.StartsWith("list.", StringComparison.Ordinal)
            )
        );
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(9.9999, 0)]
    [InlineData(10, 1)]
    [InlineData(29.9999, 2)]
    [InlineData(30, 3)]
    [InlineData(-2, 0)]
    public void LastDue_IsTheLastMomentThatIsNotAfterATime(double seconds, long number) =>
        Assert.Equal(number, new ListPlan(1, TimeSpan.FromSeconds(10)).LastDue(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void LastDue_OfEachMoment_IsThatMoment()
    {
        var plan = new ListPlan(3, TimeSpan.FromSeconds(1));

        Assert.All(
            Enumerable.Range(1, 10_000),
            number =>
            {
                Assert.Equal(number, plan.LastDue(plan.Due(number)));
                Assert.Equal(number - 1, plan.LastDue(plan.Due(number) - TimeSpan.FromTicks(1)));
            }
        );
    }

    public void Dispose() => commandLine.Dispose();
}
