using System.Text.RegularExpressions;
using BatchLoadTest.Measurements;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.Scenarios;

/// <summary>One workflow is one trace; a request of it that failed says of which batch and file.</summary>
public sealed partial class TraceTests
{
    [Fact]
    public async Task Requests_OfOneWorkflow_ShareATrace_AndOfTwoDoNot()
    {
        await using var harness = await WorkflowHarness.CreateAsync();

        await harness.RunAsync();
        var first = harness.Requests.Count;
        await harness.RunAsync();

        var traces = harness.Requests.Select(request => Parent().Match(request.Headers).Groups["trace"].Value).ToList();
        Assert.Single(traces.Take(first).Distinct());
        Assert.Single(traces.Skip(first).Distinct());
        Assert.Equal(2, traces.Distinct().Count());
        // Each request is a span of its own.
        Assert.Distinct(harness.Requests.Select(request => Parent().Match(request.Headers).Value));
    }

    [Fact]
    public async Task Request_ThatFailed_NamesItsBatchAndFile()
    {
        await using var harness = await WorkflowHarness.CreateAsync();
        harness.Service.Next(Step.Create, () => Answer.Text(500));
        await harness.RunAsync();
        harness.Service.Next(Step.Poll, () => Answer.Text(502));
        await harness.RunAsync();

        var create = harness.Sink.Of(Step.Create).First(each => each.Status == 500).Identity!;
        var poll = harness.Sink.Of(Step.Poll).First(each => each.Status == 502).Identity!;
        Assert.Null(create.BatchId);
        Assert.NotNull(create.FileId);
        Assert.Equal("batch-1", poll.BatchId);
        Assert.NotNull(poll.FileId);
    }

    [GeneratedRegex("(?i:traceparent): 00-(?<trace>[0-9a-f]{32})-[0-9a-f]{16}-00")]
    private static partial Regex Parent();
}
