using BatchLoadTest.Measurements;
using BatchLoadTest.Reporting.Text;
using BatchLoadTest.Statistics;
using BatchLoadTest.Thresholds;
using Microsoft.Extensions.Time.Testing;

namespace BatchLoadTest.Tests.Measurements;

public sealed class RefusalsTests
{
    [Theory]
    [InlineData(429, "too_many_requests", Refusal.RateLimit)]
    [InlineData(429, null, Refusal.RateLimit)]
    [InlineData(
        429,
        "Insufficient capacity for 1h completion window. The following models are currently at capacity: m.",
        Refusal.Capacity
    )]
    [InlineData(429, "Unverified accounts may have 1,000 rows per hour of the window", Refusal.Volume)]
    [InlineData(429, "You exceeded your current quota, please check your plan", Refusal.Quota)]
    [InlineData(402, "Account balance too low. Please add credits to continue.", Refusal.Balance)]
    [InlineData(403, "You have reached your monthly spending cap of $10", Refusal.Balance)]
    [InlineData(400, "Billing hard limit has been reached", Refusal.Balance)]
    [InlineData(400, "Invalid value: 'balance' is no member", null)]
    [InlineData(429, "Your credit balance is too low", Refusal.Balance)]
    [InlineData(429, "The load balancer asks for fewer requests", Refusal.RateLimit)]
    [InlineData(403, "Account is not verified; verify to raise volume", Refusal.Volume)]
    [InlineData(503, "No capacity for completion window 1h", Refusal.Capacity)]
    [InlineData(403, "Insufficient permissions to Create background inference", Refusal.Role)]
    [InlineData(403, "Line 1: Model 'x' has not been configured or is not available to user", Refusal.Model)]
    [InlineData(403, "Forbidden", null)]
    [InlineData(413, "Request Entity Too Large", Refusal.TooLarge)]
    [InlineData(503, "at capacity", null)]
    [InlineData(500, "quota", null)]
    public void Of_StatusAndWords_TellTheKind(int status, string? words, Refusal? expected) =>
        Assert.Equal(expected, Refusals.Of(Failed(status, words)));

    [Fact]
    public void Of_AnythingButAStatus_IsNoRefusal()
    {
        Assert.Null(Refusals.Of(Failed(429, "x") with { Outcome = Outcome.KeyPending }));
        Assert.Null(Refusals.Of(Failed(0, "capacity") with { Outcome = Outcome.TimedOut }));
    }

    [Fact]
    public void Collector_Refusals_AreFailuresAndFiguresOfTheirOwn()
    {
        var collector = new StatisticsCollector(
            new StepNames(),
            RunClock.StartNow(new FakeTimeProvider()),
            () => new LoadState(1)
        );
        collector.Add(Failed(429, "at capacity"));
        collector.Add(Failed(429, "slow down"));
        collector.Add(Failed(429, "slow down"));
        collector.Add(Failed(500, "oops"));

        var snapshot = collector.Snapshot(TimeSpan.FromSeconds(1));

        Assert.Equal(
            (4L, 3L, 0.75),
            (snapshot.Total.Failures, snapshot.Total.TotalRefused, snapshot.Total.RefusedShare)
        );
        var catalogue = new MetricCatalogue();
        Assert.Equal(
            [3, 2, 1, 0, 0.75, 1],
            new[]
            {
                "refused",
                "refused.rate_limit",
                "create.refused.capacity",
                "refused.balance",
                "refused_rate",
                "error_rate",
            }.Select(name => catalogue.Find(name)!.Read(snapshot)!.Value)
        );
        Assert.Equal(
            "3 requests (75.0%) refused by the service: 2 by a rate limit (429), 1 for lack of capacity for the completion "
                + "window (429); they are among the failures",
            RequestWords.Refused(snapshot.Total)
        );
    }

    private static Measurement Failed(int status, string? words) =>
        new(
            Step.Create,
            Outcome.HttpStatus,
            status,
            IntendedStart: 0,
            Start: 0,
            TimeSpan.FromMilliseconds(1),
            TimeSpan.FromMilliseconds(1),
            BytesSent: 0,
            BytesReceived: 0,
            words
        );
}
