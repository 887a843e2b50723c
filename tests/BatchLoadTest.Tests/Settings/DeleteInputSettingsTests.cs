using BatchLoadTest.Runtime;
using BatchLoadTest.Scenarios.Deleting;
using BatchLoadTest.Tests.Commands;

namespace BatchLoadTest.Tests.Settings;

/// <summary>Of which batches the input is deleted, and when uploads expire.</summary>
public sealed class DeleteInputSettingsTests : IDisposable
{
    private readonly CommandLineHarness line = new();

    public void Dispose() => line.Dispose();

    [Theory]
    [InlineData("", "")]
    [InlineData("--delete-input 5%", "delete.files_kept delete.results_kept delete.survived")]
    [InlineData("--delete-input 5% --dialect openai", "delete.files_kept")]
    [InlineData("--class name=a,delete-input=5%", "delete.files_kept delete.results_kept delete.survived")]
    // By its source the control layer goes on serving them, and the version of Azure that is asked for does not know of it.
    [InlineData("--expire-files 1h", "expiry.wrong expiry.unsaid")]
    [InlineData("--expire-files 1h --dialect openai", "expiry.wrong expiry.unsaid expiry.kept")]
    [InlineData("--expire-files 1h --dialect azure", "expiry.wrong expiry.kept")]
    public async Task WhatTheServiceSays_IsJudged_WhereItIsAskedFor(string args, string judged)
    {
        string[] given = args.Length == 0 ? [] : args.Split(' ');

        Assert.Equal(ExitCodes.Success, await line.InvokeAsync(["--host", "mock", .. given]));

        Assert.Equal(
            judged,
            string.Join(
                ' ',
                line.Run!.Verdict.Thresholds.Select(each => each.Metric.Name)
                    .Where(name =>
                        name.StartsWith("delete.", StringComparison.Ordinal)
                        || name.StartsWith("expiry.", StringComparison.Ordinal)
                    )
            )
        );
    }

    [Fact]
    public async Task Shares_AreOfTheRunOrOfAClass()
    {
        Assert.Equal(
            ExitCodes.Success,
            await line.InvokeAsync([
                .. "--host mock --delete-input 5%@10s --expire-files 90m --cancel 95%".Split(' '),
                .. "--class name=a --class name=b,delete-input=100%,cancel=0".Split(' '),
            ])
        );

        var workflow = line.Run!.Workflow;
        Assert.Equal(new DeletePlan(0.05, TimeSpan.FromSeconds(10)), workflow.DeleteInput);
        Assert.Equal(TimeSpan.FromMinutes(90), workflow.ExpireFiles);
        Assert.Equal([null, new DeletePlan(1)], line.Run.Classes.Select(each => each.DeleteInput));
    }

    [Theory]
    [InlineData("--delete-input 101%", "must be a share from 0 to 1, or a percentage such as 5%")]
    [InlineData("--delete-input 5%@soon", "behind @ must be a duration")]
    [InlineData(
        "--delete-input 60% --cancel 50%",
        "a batch is cancelled or loses its input, so together they are at most 1"
    )]
    [InlineData("--cancel 50% --class name=a,delete-input=60%", "so together they are at most 1")]
    [InlineData("--class name=a,delete-input=no", "delete-input must be a share")]
    [InlineData("--expire-files 500ms", "must be a duration of whole seconds above zero")]
    [InlineData("--expire-files 0", "must be a duration of whole seconds above zero")]
    public async Task WhatCannotBe_IsOneError(string args, string problem)
    {
        Assert.Equal(ExitCodes.WrongUsage, await line.InvokeAsync(["--host", "mock", .. args.Split(' ')]));
        Assert.Contains(problem, Assert.Single(line.Errors), StringComparison.Ordinal);
    }
}
