using BatchLoadTest.Measurements;
using BatchLoadTest.Scenarios;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.Scenarios;

public sealed class MetadataTests
{
    [Fact]
    public async Task Create_MetadataGiven_IsSentBesidesTheRunsOwn()
    {
        var options = new WorkflowOptions
        {
            Verify = VerifyMode.Metadata,
            Metadata = [KeyValuePair.Create("team", "ü=1"), KeyValuePair.Create("cost", "")],
        };
        await using var harness = await WorkflowHarness.CreateAsync(options);

        await harness.RunAsync();

        var create = Assert.Single(harness.Requests, request => FakeService.StepOf(request) == Step.Create);
        Assert.Contains(
            """{"test_run":"run-1","user":"user-1","team":"\u00FC=1","cost":""}""",
            create.Body,
            StringComparison.Ordinal
        );
    }
}
