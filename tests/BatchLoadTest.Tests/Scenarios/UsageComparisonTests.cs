using System.Net.Http;
using BatchLoadTest.Authentication;
using BatchLoadTest.BatchApi;
using BatchLoadTest.BatchApi.Dialects;
using BatchLoadTest.BatchApi.Http;
using BatchLoadTest.Measurements;
using BatchLoadTest.Scenarios;
using BatchLoadTest.Tests.Support;
using BatchLoadTest.Tests.Support.Http;
using BatchLoadTest.Tests.Support.Samples;
using BatchLoadTest.Tests.Support.Workflow;
using Microsoft.Extensions.Time.Testing;

namespace BatchLoadTest.Tests.Scenarios;

/// <summary>What rows took, against the service's own sums.</summary>
public sealed class UsageComparisonTests : IAsyncDisposable
{
    private const string Right =
        """{"total_requests":2,"total_prompt_tokens":10,"total_completion_tokens":5,"total_tokens":15}""";

    private const string Zeros =
        """{"total_requests":0,"total_prompt_tokens":0,"total_completion_tokens":0,"total_tokens":0}""";

    private readonly FakeTimeProvider clock = new();
    private readonly RecordingSink sink = new();
    private readonly Queue<Func<HttpResponseMessage>> answers = new();
    private readonly StubHandler service;
    private readonly ApiTransport transport;
    private readonly SharedApiKey key;
    private readonly SideRequests requests;
    private readonly DateTimeOffset start;
    private Task? gate;

    public UsageComparisonTests()
    {
        start = clock.GetUtcNow();
        service = new StubHandler(AnswerAsync, clock);
        var options = new BatchApiOptions { Host = Connecting.StubHost };
        transport = new ApiTransport(options, clock, new SecretRedactor(), service);
        key = new SharedApiKey(
            new GivenKeySource("sk-given-key"),
            TimeSpan.FromSeconds(10),
            clock,
            new RecordingLogger(),
            CancellationToken.None
        );
        requests = new SideRequests(transport, new ApiPaths(options), key, clock);
    }

    public async ValueTask DisposeAsync()
    {
        await requests.EndAsync(TimeSpan.Zero, CancellationToken.None);
        requests.Dispose();
        transport.Dispose();
        service.Dispose();
        await key.DeleteAllAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Analytics_ThatComeLate_AreAskedForAgain()
    {
        Answers(Zeros, Zeros, """{"detail":"not yet"}""", Right);

        var check = await CheckAsync(Batch());

        Assert.Equal(UsageVerdict.Agrees, check.Verdict);
        Assert.Equal((4, 0), (check.Requests, check.FailedRequests));
        Assert.Equal([0, 1, 3, 7], AskedAt());
        Assert.All(
            service.Requests,
            request => Assert.EndsWith("/batches/batch-1/analytics", request.Uri.AbsolutePath)
        );
        Assert.All(service.Requests, request => Assert.Contains("Bearer sk-given-key", request.Headers));
        // Beside the steps.
        Assert.Empty(sink.Measurements);
    }

    [Fact]
    public async Task WrongSums_AreADisagreement_ThatNamesBoth()
    {
        Answers(Right.Replace(":5,", ":6,", StringComparison.Ordinal).Replace("15", "16", StringComparison.Ordinal));

        var check = await CheckAsync(Batch());

        Assert.Equal((UsageVerdict.Disagrees, "batch-1", 1), (check.Verdict, check.BatchId, check.Requests));
        Assert.Equal("says 10 in + 6 out = 16 tokens, its 2 rows have 10 + 5 = 15", check.Words);
    }

    [Theory]
    [InlineData(Zeros)]
    [InlineData("{}")]
    [InlineData(null)]
    public async Task SumsThatNeverCome_AreNoDisagreement(string? body)
    {
        answers.Enqueue(() => body is null ? Answer.Text(404, "no such batch") : Answer.Json(body));

        var check = await CheckAsync(Batch());

        Assert.Equal((UsageVerdict.NeverFilled, 0), (check.Verdict, check.FailedRequests));
        Assert.Equal([0, 1, 3, 7, 15, 25, 35, 45, 55, 60], AskedAt());
    }

    // The service adds up row by row: that some are missing is no disagreement as long as it says so itself.
    [Fact]
    public async Task SumsOverSomeRows_AreAskedForUntilTheTimeOut_AndDisagreeThen()
    {
        Answers("""{"total_requests":1,"total_prompt_tokens":5,"total_completion_tokens":2,"total_tokens":7}""");

        var check = await CheckAsync(Batch());

        Assert.Equal((UsageVerdict.Disagrees, 60), (check.Verdict, AskedAt()[^1]));
        Assert.Equal("says 5 in + 2 out = 7 tokens of 1 rows, its 2 rows have 10 + 5 = 15", check.Words);
    }

    [Fact]
    public async Task ServiceThatAnswersNothing_IsNotCompared_AndSaysWhy()
    {
        answers.Enqueue(() => Answer.Text(403, "no analytics for you"));

        var check = await CheckAsync(Batch());

        Assert.Equal((UsageVerdict.NotCompared, 10, 10), (check.Verdict, check.Requests, check.FailedRequests));
        Assert.Equal("http_403: no analytics for you", check.Words);
    }

    [Fact]
    public async Task RetryAfter_IsWaitedFor()
    {
        answers.Enqueue(() => Answer.RetryAfter(429, "20"));
        Answers(Right);

        Assert.Equal(UsageVerdict.Agrees, (await CheckAsync(Batch())).Verdict);
        Assert.Equal([0, 20], AskedAt());
    }

    [Fact]
    public void RowsThatDoNotSayEnough_AreNotComparable_AndNobodyAsks()
    {
        var without = Findings(withUsage: 1);
        var doubled = Findings();
        doubled.Add(ResultDefect.Duplicated);
        var none = new ResultFindings
        {
            Expected = 2,
            ErrorRows = 2,
            IsComplete = true,
        };

        foreach (var findings in new[] { without, doubled, none })
        {
            Comparison().Begin(Batch(findings), Object());
        }

        Assert.Equal(3, sink.UsageChecks.Count(check => check is { Verdict: UsageVerdict.NotComparable, Requests: 0 }));
        Assert.Empty(service.Requests);
    }

    [Fact]
    public void BatchThatWasNotRead_IsInNoCount()
    {
        var unread = Findings();
        unread.IsComplete = false;

        Comparison().Begin(Batch(unread), Object());

        Assert.Empty(sink.UsageChecks);
        Assert.Empty(service.Requests);
    }

    [Theory]
    [InlineData(10L, 5L, 15L, UsageVerdict.Agrees)]
    [InlineData(10L, 5L, null, UsageVerdict.Agrees)]
    [InlineData(10L, 4L, 15L, UsageVerdict.Disagrees)]
    [InlineData(0L, 0L, 0L, UsageVerdict.NeverFilled)]
    [InlineData(null, null, null, UsageVerdict.NeverFilled)]
    public void SumsInTheBatchObject_AreComparedWithoutARequest(
        long? input,
        long? output,
        long? total,
        UsageVerdict expected
    )
    {
        Comparison(TokenSumsPlace.InBatch).Begin(Batch(), Object(new TokenSums(input, output, total, null)));

        Assert.Equal((expected, 0), (Assert.Single(sink.UsageChecks).Verdict, sink.UsageChecks[0].Requests));
        Assert.Empty(service.Requests);
    }

    [Fact]
    public async Task EndOfTheRun_WaitsForWhatIsUnderWay_AndNoLonger()
    {
        Answers(Zeros);
        Comparison().Begin(Batch(), Object());
        await Eventually.TrueAsync(() => service.Requests.Count == 1, "a request");

        var ending = requests.EndAsync(TimeSpan.FromSeconds(5), CancellationToken.None);
        for (var second = 0; second < 4; second++)
        {
            await AdvanceAsync();
        }

        Assert.False(ending.IsCompleted);
        await AdvanceAsync();
        await ending.WaitAsync(Eventually.Patience);
        Assert.Equal(UsageVerdict.NotCompared, Assert.Single(sink.UsageChecks).Verdict);

        // What ends later is not asked about.
        Comparison().Begin(Batch(), Object());
        Assert.Equal(2, sink.UsageChecks.Count(check => check.Verdict == UsageVerdict.NotCompared));
        Assert.Equal(0, requests.UnderWay);
    }

    [Fact]
    public async Task PersonInAHurry_CutsItOffAtOnce()
    {
        Answers(Zeros);
        Comparison().Begin(Batch(), Object());

        using var hurry = new CancellationTokenSource();
        var ending = requests.EndAsync(TimeSpan.FromHours(1), hurry.Token);
        await hurry.CancelAsync();

        await ending.WaitAsync(Eventually.Patience);
        Assert.Equal(UsageVerdict.NotCompared, Assert.Single(sink.UsageChecks).Verdict);
    }

    [Fact]
    public async Task ManyBatches_AreAskedAboutAFewAtOneTime()
    {
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        gate = open.Task;
        Answers(Right);
        for (var number = 0; number < 50; number++)
        {
            Comparison().Begin(Batch(), Object());
        }

        await Eventually.TrueAsync(() => service.Open == SideRequests.MostAtOnce, "all that go at one time");
        Assert.Equal(SideRequests.MostAtOnce, service.Requests.Count);

        open.SetResult();
        await Eventually.TrueAsync(() => sink.UsageChecks.Count == 50, "all of them");
        Assert.All(sink.UsageChecks, check => Assert.Equal(UsageVerdict.Agrees, check.Verdict));
    }

    [Fact]
    public async Task Estimate_IsAskedForOnceAClass_AndTriedAgain()
    {
        answers.Enqueue(() => Answer.Text(404, "the file is read"));
        Answers(
            """{"total_requests":2,"total_estimated_input_tokens":100,"total_estimated_output_tokens":"110","total_estimated_cost":"0.000081","models":[]}"""
        );
        await key.GetAsync(CancellationToken.None);
        var estimates = new CostEstimates(requests, sink, clock);
        estimates.Uploaded(1, "file-1");
        estimates.Uploaded(1, "file-2");
        await SinkAsync(1);
        estimates.Uploaded(2, "file/3");
        await SinkAsync(2);

        var figures = new CostEstimate(1)
        {
            Rows = 2,
            PromptTokens = 100,
            CompletionTokens = 110,
            Cost = 0.000081m,
        };
        Assert.Equal([figures, figures with { Class = 2 }], sink.Estimates);
        Assert.Equal(
            ["file-1/cost-estimate", "file-1/cost-estimate", "file%2F3/cost-estimate"],
            service.Requests.Select(request =>
                request.Uri.AbsolutePath.Replace("/ai/v1/files/", "", StringComparison.Ordinal)
            )
        );

        async Task SinkAsync(int count)
        {
            for (var second = 0; second < 20 && sink.Estimates.Count < count; second++)
            {
                await AdvanceAsync();
            }
        }
    }

    [Fact]
    public async Task EstimateThatIsRefused_SaysWhy()
    {
        answers.Enqueue(() => Answer.Text(403, "not yours"));
        await key.GetAsync(CancellationToken.None);
        new CostEstimates(requests, sink, clock).Uploaded(0, "file-1");
        for (var second = 0; second < 20 && sink.Estimates.Count == 0; second++)
        {
            await AdvanceAsync();
        }

        Assert.Equal(new CostEstimate(0) { Problem = "http_403: not yours" }, Assert.Single(sink.Estimates));
        Assert.Equal([0, 1, 3, 7], AskedAt());
    }

    private async Task<HttpResponseMessage> AnswerAsync(RecordedRequest request, CancellationToken cancellationToken)
    {
        if (gate is not null)
        {
            await gate.WaitAsync(cancellationToken);
        }

        lock (answers)
        {
            return (answers.Count > 1 ? answers.Dequeue() : answers.Peek())();
        }
    }

    private void Answers(params IEnumerable<string> bodies)
    {
        foreach (var body in bodies)
        {
            answers.Enqueue(() => Answer.Json(body));
        }
    }

    private UsageComparison Comparison(TokenSumsPlace place = TokenSumsPlace.Analytics) =>
        new(place, TimeSpan.FromSeconds(60), requests, sink, clock);

    private async Task<UsageCheck> CheckAsync(BatchRecord batch)
    {
        await key.GetAsync(CancellationToken.None);
        Comparison().Begin(batch, Object());
        for (var second = 0; second < 100 && sink.UsageChecks.Count == 0; second++)
        {
            await AdvanceAsync();
        }

        return Assert.Single(sink.UsageChecks);
    }

    // What a wait leads to may go on elsewhere.
    private async Task AdvanceAsync()
    {
        await Task.Delay(2);
        clock.Advance(TimeSpan.FromSeconds(1));
        await Task.Delay(2);
    }

    private List<int> AskedAt() => [.. service.Requests.Select(request => (int)(request.At - start).TotalSeconds)];

    private static ResultFindings Findings(int withUsage = 2)
    {
        var findings = new ResultFindings
        {
            Expected = 2,
            OutputRows = 2,
            IsComplete = true,
        };
        findings.AddUsage(new("m", 1, 1, new TokenCounts(4, 2, 0, 0, 6)));
        findings.AddUsage(new("other", 1, withUsage - 1, new TokenCounts(6, 3, 0, 0, 9)));
        return findings;
    }

    private static BatchRecord Batch(ResultFindings? findings = null) =>
        Measure.Batch(BatchOutcome.Completed, seconds: 1) with
        {
            BatchId = "batch-1",
            Findings = findings ?? Findings(),
        };

    private static Batch Object(TokenSums? usage = null) =>
        new()
        {
            Id = "batch-1",
            Status = new BatchStatus(BatchState.Completed, "completed"),
            Usage = usage,
        };
}
