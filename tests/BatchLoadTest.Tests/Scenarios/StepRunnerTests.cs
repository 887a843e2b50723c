using BatchLoadTest.Authentication;
using BatchLoadTest.Load;
using BatchLoadTest.Measurements;
using BatchLoadTest.Scenarios;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.Scenarios;

public sealed class StepRunnerTests
{
    [Fact]
    public async Task Send_RetryAfter_IsObeyedAndEachSendingMeasured()
    {
        await using var harness = await WorkflowHarness.CreateAsync();
        harness.Service.Next(
            Step.Upload,
            () => Answer.RetryAfter(429, "60", """{"message":"slow down","retry_after_seconds":30}"""),
            () => Answer.RetryAfter(503, "5")
        );

        await harness.RunAsync();

        Assert.Equal([0, 60, 65], harness.SentAt(Step.Upload));
        Assert.Equal([429, 503, 201], harness.Sink.Of(Step.Upload).Select(each => each.Status));
        Assert.All(harness.Sink.Measurements, each => Assert.Equal(TimeSpan.Zero, each.Latency));
        Assert.Equal(BatchOutcome.Completed, harness.Batch.Outcome);
    }

    [Fact]
    public async Task Send_RetryAfterForEver_EndsAfterTheAllowedRetries()
    {
        await using var harness = await WorkflowHarness.CreateAsync(
            new() { Verify = BatchLoadTest.Scenarios.VerifyMode.Metadata, MaxRetries = 2 }
        );
        harness.Service.Next(Step.Create, Enumerable.Repeat(() => Answer.RetryAfter(429, "1"), 10));

        await harness.RunAsync();

        Assert.Equal([0, 1, 2], harness.SentAt(Step.Create));
        Assert.Equal(0, harness.Sink.Created);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    [InlineData(500)]
    public async Task Send_RefusedWithoutRetryAfter_IsNotRepeated(int status)
    {
        await using var harness = await WorkflowHarness.CreateAsync();
        harness.Service.Next(Step.Create, () => Answer.Text(status));

        await harness.RunAsync();

        Assert.Single(harness.Sink.Of(Step.Create));
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    public async Task Send_FreshKeyNotYetAdmitted_IsPendingAndThenFine(int status)
    {
        await using var harness = await WorkflowHarness.CreateAsync(keys: ScriptedKeySource.Creating);
        harness.Service.Next(Step.Upload, Enumerable.Repeat(() => Answer.Text(status, "invalid key"), 3));

        await harness.RunAsync();

        Assert.Equal(
            [Outcome.KeyPending, Outcome.KeyPending, Outcome.KeyPending, Outcome.Success],
            harness.Sink.Of(Step.Upload).Select(each => each.Outcome)
        );
        Assert.DoesNotContain(harness.Sink.Measurements, each => each.Outcome.IsFailure());
        Assert.Empty(harness.CannotGoOn);
        Assert.Equal(BatchOutcome.Completed, harness.Batch.Outcome);
    }

    [Fact]
    public async Task Send_FreshKeyNeverAdmitted_CannotGoOn()
    {
        await using var harness = await WorkflowHarness.CreateAsync(keys: ScriptedKeySource.Creating);
        harness.Service.Next(Step.Upload, Enumerable.Repeat(() => Answer.Text(401, "invalid key"), 100));

        Assert.Equal(IterationResult.Interrupted, await harness.RunAsync());

        Assert.Equal(
            [
                "the API key is refused: HTTP 401: invalid key; look at its purpose (--api-key-purpose): "
                    + "services admit to files and batches only keys that were made for it",
            ],
            harness.CannotGoOn,
            StringComparer.Ordinal
        );
        Assert.InRange(harness.SentAt(Step.Upload)[^1], 9.9, 13);
        Assert.Equal(1, harness.Sink.Measurements.Count(each => each.Outcome == Outcome.HttpStatus));
    }

    [Fact]
    public async Task Send_GivenKeyRefused_CannotGoOnAtOnce()
    {
        await using var harness = await WorkflowHarness.CreateAsync();
        harness.Redactor.Add("sk-given-key");
        harness.Service.Next(Step.Upload, () => Answer.Text(401, "no such key: sk-given-key"));

        Assert.Equal(IterationResult.Interrupted, await harness.Begin().ResultAsync());

        Assert.Equal(
            [
                "the API key is refused: HTTP 401: no such key: ***; look whether it is a key of this service, "
                    + "and at the purpose for which it was made",
            ],
            harness.CannotGoOn,
            StringComparer.Ordinal
        );
        Assert.Single(harness.Requests);
    }

    [Theory]
    [InlineData("Line 1: Model 'x' has not been configured or is not available to user")]
    [InlineData("Insufficient permissions to Create background inference")]
    [InlineData("insufficient credits")]
    [InlineData("API keys with purpose 'platform' cannot be used for inference requests.")]
    public async Task Send_FreshKey403ForAnotherReason_IsAFailedRequestAndRenewsNoKey(string words)
    {
        ScriptedKeySource? source = null;
        await using var harness = await WorkflowHarness.CreateAsync(keys: clock =>
            source = ScriptedKeySource.Creating(clock)
        );
        harness.Service.Next(Step.Upload, () => Answer.Text(403, words));

        Assert.Equal(IterationResult.Failed, await harness.RunAsync());

        var upload = Assert.Single(harness.Sink.Of(Step.Upload));
        Assert.Equal((Outcome.HttpStatus, words), (upload.Outcome, upload.Detail));
        Assert.Equal(1, source!.Obtained);
        Assert.Empty(harness.CannotGoOn);
    }

    // Within ten seconds of its creation: what an admitted key is refused for is no matter of the key.
    [Theory]
    [InlineData(403, "insufficient credits", 1)]
    [InlineData(403, "The API key is not active yet", 1)]
    [InlineData(401, "invalid key", 2)]
    public async Task Send_FreshKeyRefusedAfterItWorked_IsAFailedRequest(int status, string words, int keys)
    {
        ScriptedKeySource? source = null;
        await using var harness = await WorkflowHarness.CreateAsync(keys: clock =>
            source = ScriptedKeySource.Creating(clock)
        );
        harness.Service.Next(Step.Create, () => Answer.Text(status, words));

        // How the round ends is not asked: another key is obtained on another thread, and this time goes by without it.
        await harness.RunAsync();

        var create = harness.Sink.Of(Step.Create)[0];
        Assert.Equal((Outcome.HttpStatus, status, words), (create.Outcome, create.Status, create.Detail));
        Assert.Equal(keys, source!.Obtained);
    }

    // Another user's first success overtakes the refusal of a request that was sent before it.
    [Fact]
    public async Task Send_FreshKeyAdmittedWhileTheAnswerIsUnderWay_IsStillPending()
    {
        await using var harness = await WorkflowHarness.CreateAsync(keys: ScriptedKeySource.Creating);
        harness.Service.Next(
            Step.Upload,
            () =>
            {
                Assert.Single(harness.Key.Obtained()).NoteAdmitted();
                return Answer.Text(401, "invalid key");
            }
        );

        await harness.RunAsync();

        Assert.Equal([Outcome.KeyPending, Outcome.Success], harness.Sink.Of(Step.Upload).Select(each => each.Outcome));
        Assert.Single(harness.Key.Obtained());
    }

    [Fact]
    public async Task Send_NoKeyCanBeHad_CannotGoOnAndSendsNothing()
    {
        await using var harness = await WorkflowHarness.CreateAsync(
            keys: _ => new ScriptedKeySource((_, _) => throw new KeyRefusedException("HTTP 409: name taken")),
            obtainsKey: false
        );

        Assert.Equal(IterationResult.Interrupted, await harness.Begin().ResultAsync());

        Assert.Equal(["HTTP 409: name taken"], harness.CannotGoOn, StringComparer.Ordinal);
        Assert.Empty(harness.Requests);
    }

    [Fact]
    public async Task Send_GivenKeyRefusedAfterItWorked_IsAFailedRequest()
    {
        await using var harness = await WorkflowHarness.CreateAsync();
        harness.Service.Next(Step.Create, () => Answer.Text(401));

        Assert.Equal(IterationResult.Failed, await harness.RunAsync());

        Assert.Equal(Outcome.HttpStatus, Assert.Single(harness.Sink.Of(Step.Create)).Outcome);
        Assert.Empty(harness.CannotGoOn);
    }

    [Fact]
    public async Task Send_KeyRevokedMidRun_IsRenewedOnceForManyUsers()
    {
        ScriptedKeySource? source = null;
        await using var harness = await WorkflowHarness.CreateAsync(keys: clock =>
            source = ScriptedKeySource.Creating(clock)
        );
        await harness.RunAsync();
        harness.Clock.Advance(TimeSpan.FromMinutes(5));
        var before = harness.Sink.Measurements.Count;

        harness.Service.Revoked = "sk-1";
        var iterations = Enumerable.Range(1, 20).Select(user => Task.Run(() => harness.Begin(user))).ToList();
        var results = await Task.WhenAll(iterations).ResultAsync();

        Assert.All(results, result => Assert.Equal(IterationResult.Completed, result));
        Assert.Equal(2, source!.Obtained);
        var measured = harness.Sink.Measurements.Skip(before).ToList();
        // Each user's upload fails at most once, and then everything goes through with the new key.
        Assert.InRange(measured.Count(each => each.Outcome.IsFailure()), 1, 20);
        Assert.All(measured.Where(each => each.Outcome.IsFailure()), each => Assert.Equal(401, each.Status));
        Assert.Equal(20 * 6, measured.Count(each => each.Outcome == Outcome.Success));
        Assert.Empty(harness.CannotGoOn);
    }

    [Fact]
    public async Task Send_Interrupted_WaitsForNothing()
    {
        await using var harness = await WorkflowHarness.CreateAsync();
        harness.Service.Next(Step.Upload, () => Answer.RetryAfter(429, "3600"));
        var iteration = harness.Begin();

        harness.Interrupt();

        Assert.Equal(IterationResult.Interrupted, await iteration.ResultAsync());
        Assert.Equal(Outcome.HttpStatus, Assert.Single(harness.Sink.Measurements).Outcome);
    }
}
