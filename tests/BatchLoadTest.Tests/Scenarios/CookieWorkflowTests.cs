using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.Scenarios;

public sealed class CookieWorkflowTests
{
    [Fact]
    public async Task RunAsync_CookieOfALoadBalancer_IsKeptAcrossIterationsOfOneUser()
    {
        await using var harness = await WorkflowHarness.CreateAsync(sets: "SERVERID=web1; Path=/");

        await harness.RunAsync();
        var first = harness.Requests.Count;
        await harness.RunAsync();

        Assert.DoesNotContain("Cookie", harness.Requests[0].Headers, StringComparison.Ordinal);
        Assert.True(harness.Requests.Count > first);
        Assert.All(
            harness.Requests.Skip(1),
            request => Assert.Contains("Cookie: SERVERID=web1", request.Headers, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task RunAsync_AnotherUser_HasCookiesOfTheirOwn()
    {
        await using var harness = await WorkflowHarness.CreateAsync(sets: "SERVERID=web1; Path=/");
        await harness.RunAsync();
        var first = harness.Requests.Count;

        _ = harness.Begin(user: 2);

        Assert.DoesNotContain("Cookie", harness.Requests[first].Headers, StringComparison.Ordinal);
    }
}
