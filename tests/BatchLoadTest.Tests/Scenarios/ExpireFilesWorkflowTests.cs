using BatchLoadTest.BatchApi.Dialects;
using BatchLoadTest.Load;
using BatchLoadTest.Measurements;
using BatchLoadTest.Scenarios;
using BatchLoadTest.Scenarios.Deleting;
using BatchLoadTest.Tests.Support;
using BatchLoadTest.Tests.Support.Http;

namespace BatchLoadTest.Tests.Scenarios;

/// <summary>Uploads that ask to expire: what the service says of it, and whether they are gone then.</summary>
public sealed class ExpireFilesWorkflowTests
{
    private const int Hour = 3_600;

    private static readonly Func<HttpResponseMessage> Gone = () => Answer.Text(404, "no such file");
    private static readonly Func<HttpResponseMessage> Served = () => Answer.Json("""{"id":"file-1"}""");

    [Fact]
    public async Task EveryUpload_AsksForIt_AndTheAnswerIsLookedAt()
    {
        await using var harness = await CreateAsync();
        harness.Service.Next(Step.Upload, File(Hour));

        Assert.Equal(IterationResult.Completed, await harness.RunAsync());

        var body = harness.Requests[0].Body;
        Assert.Contains("name=\"expires_after[anchor]\"\r\n\r\ncreated_at\r\n", body, StringComparison.Ordinal);
        Assert.Contains("name=\"expires_after[seconds]\"\r\n\r\n3600\r\n", body, StringComparison.Ordinal);
        Assert.Equal([ExpiryVerdict.Agreed], Verdicts(harness));
    }

    [Theory]
    [InlineData(Hour + 5, ExpiryVerdict.Agreed)]
    [InlineData(Hour - 5, ExpiryVerdict.Agreed)]
    [InlineData(Hour + 6, ExpiryVerdict.Wrong)]
    [InlineData(30 * 24 * Hour, ExpiryVerdict.Wrong)]
    public async Task AnotherTime_IsFound(int seconds, ExpiryVerdict verdict)
    {
        await using var harness = await CreateAsync();
        harness.Service.Next(Step.Upload, File(seconds));

        await harness.RunAsync();

        Assert.Equal([verdict], Verdicts(harness));
        Assert.Equal(
            verdict == ExpiryVerdict.Wrong ? $"expires {seconds} s after its creation instead of 3600 s" : null,
            harness.Sink.Expiries[0].Words
        );
    }

    // Some say it of a file that is asked for only.
    [Fact]
    public async Task WhatTheUploadDoesNotSay_ItsMetadataMay()
    {
        await using var harness = await CreateAsync();
        harness.Service.Next(Step.Metadata, File(Hour));

        await harness.RunAsync();

        Assert.Equal([ExpiryVerdict.Agreed], Verdicts(harness));
    }

    [Fact]
    public async Task NoTimeAtAll_IsSaid()
    {
        await using var harness = await CreateAsync();

        await harness.RunAsync();

        Assert.Equal([ExpiryVerdict.Unsaid], Verdicts(harness));
    }

    [Fact]
    public async Task OnceExpired_ItIsLookedFor_BesideTheUsers_AsAStepOfItsOwn()
    {
        await using var harness = await CreateAsync();
        harness.Service.Next(Step.Upload, File(Hour)).Next(Step.Metadata, Served, Gone);
        await harness.RunAsync();
        var measured = harness.Sink.Measurements.Count;

        harness.Clock.Advance(TimeSpan.FromSeconds(Hour));
        Assert.Equal(measured, harness.Sink.Measurements.Count);
        harness.Clock.Advance(TimeSpan.FromSeconds(1));

        var look = Assert.Single(harness.Sink.Of(Step.Gone));
        Assert.Equal((Outcome.Success, 404), (look.Outcome, look.Status));
        Assert.Equal([ExpiryVerdict.Agreed, ExpiryVerdict.Gone], Verdicts(harness));
    }

    [Fact]
    public async Task StillThere_ItIsAskedForAgain_ForAMinute()
    {
        await using var harness = await CreateAsync();
        harness.Service.Next(Step.Upload, File(Hour)).Next(Step.Metadata, Enumerable.Repeat(Served, 100));
        await harness.RunAsync();
        await harness.AdvanceAsync(Hour + 59);
        Assert.Equal([ExpiryVerdict.Agreed], Verdicts(harness));

        await harness.AdvanceAsync(5);

        Assert.Equal([ExpiryVerdict.Agreed, ExpiryVerdict.Kept], Verdicts(harness));
        Assert.Equal("still served 61 s after it had expired", harness.Sink.Expiries[1].Words);
        Assert.InRange(harness.Sink.Of(Step.Gone).Count, 5, 12);
    }

    [Fact]
    public async Task AServiceThatDoesNotRemoveThem_IsAskedOnce()
    {
        await using var harness = await CreateAsync(KnownDialects.Default);
        harness.Service.Next(Step.Upload, File(Hour)).Next(Step.Metadata, Enumerable.Repeat(Served, 100));
        await harness.RunAsync();

        await harness.AdvanceAsync(Hour + 2);

        Assert.Equal([ExpiryVerdict.Agreed, ExpiryVerdict.Kept], Verdicts(harness));
        Assert.Single(harness.Sink.Of(Step.Gone));
    }

    [Fact]
    public async Task NoClearAnswer_IsAFailedRequest_AndNoFinding()
    {
        await using var harness = await CreateAsync();
        harness
            .Service.Next(Step.Upload, File(Hour))
            .Next(
                Step.Metadata,
                [Served, .. Enumerable.Repeat<Func<HttpResponseMessage>>(() => Answer.Text(500), 100)]
            );
        await harness.RunAsync();

        await harness.AdvanceAsync(Hour + 65);

        Assert.Equal([ExpiryVerdict.Agreed, ExpiryVerdict.NotSeen], Verdicts(harness));
        Assert.All(harness.Sink.Of(Step.Gone), look => Assert.True(look.Outcome.IsFailure()));
    }

    [Fact]
    public async Task TheEndOfTheRun_ComesBefore_AndThatIsSaid()
    {
        await using var harness = await CreateAsync();
        harness.Service.Next(Step.Upload, File(Hour));
        await harness.RunAsync();

        await harness.Expiry!.CloseAsync();
        await harness.Beside.EndAsync(TimeSpan.FromMinutes(1), CancellationToken.None);

        Assert.Equal([ExpiryVerdict.Agreed, ExpiryVerdict.NotSeen], Verdicts(harness));
        Assert.Empty(harness.Sink.Of(Step.Gone));
    }

    [Fact]
    public async Task OneThatIsAskedFor_IsGivenItsTime_AtTheEndOfTheRunToo()
    {
        await using var harness = await CreateAsync();
        harness.Service.Next(Step.Upload, File(Hour)).Next(Step.Metadata, Served, Served, Gone);
        await harness.RunAsync();
        await harness.AdvanceAsync(Hour + 1);
        Assert.Equal(1, harness.Expiry!.UnderWay);

        await harness.Expiry.CloseAsync();
        await harness.AdvanceAsync(2);

        Assert.Equal([ExpiryVerdict.Agreed, ExpiryVerdict.Gone], Verdicts(harness));
        Assert.Equal(0, harness.Expiry.UnderWay);
    }

    // The memory of a run must not grow with the files that are to expire.
    [Fact]
    public async Task MoreThanAreWatchedAtOneTime_AreNotLookedFor()
    {
        await using var harness = await CreateAsync();
        for (var number = 0; number < ExpiryWatch.MostAtOnce + 2; number++)
        {
            harness.Expiry!.Watch($"file-{number}", 0, harness.Expiry.Due());
        }

        Assert.Equal([ExpiryVerdict.NotSeen, ExpiryVerdict.NotSeen], Verdicts(harness));
    }

    [Fact]
    public async Task OneThatIsToExpireAtAnotherTime_OrThatTheRunHasDeleted_IsNotLookedFor()
    {
        await using var harness = await CreateAsync(delete: new DeletePlan(1, TimeSpan.FromSeconds(1)));
        harness.Service.Next(Step.Upload, File(Hour), File(2 * Hour, "file-2"));
        harness.Service.Statuses("in_progress");
        harness.Service.Next(Step.Poll, Gone);
        await harness.RunAsync();
        harness.Service.Statuses("completed");
        await harness.RunAsync();

        await harness.AdvanceAsync(3 * Hour);

        Assert.Equal([ExpiryVerdict.Agreed, ExpiryVerdict.Wrong], Verdicts(harness));
        // The deletion's own: the input and two result files.
        Assert.Equal(3, harness.Sink.Of(Step.Gone).Count);
    }

    // Nobody says what becomes of a batch whose input expires.
    [Theory]
    [InlineData("completed", BatchOutcome.Completed)]
    [InlineData("failed", BatchOutcome.DeletedByRun)]
    [InlineData(null, BatchOutcome.DeletedByRun)]
    public async Task ABatchThatRunsWhenItsInputExpires_IsCounted_AndAFailureIsTheRunsDoing(
        string? end,
        BatchOutcome outcome
    )
    {
        await using var harness = await CreateAsync(seconds: 20);
        harness.Service.Next(Step.Upload, File(20));
        harness.Service.Statuses(Enumerable.Repeat("in_progress", 8));
        harness.Service.Next(Step.Poll, end is null ? Gone : () => Answer.Batch(end, "batch-1"));

        Assert.Equal(IterationResult.Completed, await harness.RunAsync());

        Assert.Equal((outcome, true), (harness.Batch.Outcome, harness.Batch.InputExpired));
        Assert.False(harness.Batch.IsFailure);
        Assert.All(harness.Sink.Measurements, measured => Assert.False(measured.Outcome.IsFailure()));
    }

    [Fact]
    public async Task OfAWarmUp_NothingIsJudged()
    {
        await using var harness = await CreateAsync();
        harness.Service.Next(Step.Upload, File(Hour));

        await harness.BeginWarmUp();

        await harness.AdvanceAsync(Hour + 2);
        Assert.Empty(harness.Sink.Expiries);
        Assert.Empty(harness.Sink.Of(Step.Gone));
    }

    private static IEnumerable<ExpiryVerdict> Verdicts(WorkflowHarness harness) =>
        harness.Sink.Expiries.Select(expiry => expiry.Verdict);

    private static Func<HttpResponseMessage> File(int seconds, string id = "file-1") =>
        () =>
            Answer.Json($$"""{"id":"{{id}}","created_at":1700000000,"expires_at":{{1_700_000_000 + seconds}}}""", 201);

    private static Task<WorkflowHarness> CreateAsync(
        Dialect? dialect = null,
        int seconds = Hour,
        DeletePlan? delete = null
    ) =>
        WorkflowHarness.CreateAsync(
            new WorkflowOptions
            {
                Verify = VerifyMode.Metadata,
                ExpireFiles = TimeSpan.FromSeconds(seconds),
                DeleteInput = delete ?? DeletePlan.None,
            },
            // With the addresses of the fake service.
            dialect: dialect ?? KnownDialects.Default with { RemovesExpired = true }
        );
}
