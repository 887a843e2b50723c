using System.Net.Http;
using BatchLoadTest.Authentication;
using BatchLoadTest.BatchApi;
using BatchLoadTest.BatchApi.Http;
using BatchLoadTest.Scenarios.CleanUp;
using BatchLoadTest.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace BatchLoadTest.Tests.Scenarios;

public sealed class CleanUpRunnerTests : IDisposable
{
    // Each costs real time, and none of the waits is so short that it matters.
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(250);

    private static readonly Leftover[] OneFile = [new(false, "file-1")];

    private readonly FakeTimeProvider clock = new();
    private readonly CleanUpTime end;

    public CleanUpRunnerTests() => end = new CleanUpTime(TimeSpan.FromSeconds(60), clock);

    [Fact]
    public async Task Run_ServiceAgrees_RemovesEachThingOnce()
    {
        using var handler = new StubHandler(Agree, clock);

        var result = await RunAsync(handler, Things(batches: 40, files: 100));

        Assert.Equal((100, 40), (result.Files, result.Batches));
        Assert.Empty(result.Left);
        Assert.Equal(
            Enumerable
                .Range(0, 40)
                .Select(i => $"POST /ai/v1/batches/batch-{i}/cancel")
                .Concat(Enumerable.Range(0, 40).Select(i => $"GET /ai/v1/batches/batch-{i}"))
                .Concat(Enumerable.Range(0, 100).Select(i => $"DELETE /ai/v1/files/file-{i}"))
                .Order(StringComparer.Ordinal),
            handler.Requests.Select(request => request.Line).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task Run_BatchesTakeLong_DeletesNoFileBeforeTheLastIsCancelled()
    {
        var cancelled = 0;
        var tooEarly = 0;
        using var handler = new StubHandler(
            async (request, cancellationToken) =>
            {
                if (request.Method == HttpMethod.Post)
                {
                    await Task.Delay(20, cancellationToken);
                    Interlocked.Increment(ref cancelled);
                }
                else if (request.Method == HttpMethod.Delete && Volatile.Read(ref cancelled) < 20)
                {
                    Interlocked.Increment(ref tooEarly);
                }

                return Agree(request);
            },
            clock
        );

        var result = await RunAsync(handler, Things(batches: 20, files: 20).AsEnumerable().Reverse());

        Assert.Equal(0, tooEarly);
        Assert.Equal((20, 20), (result.Files, result.Batches));
    }

    // The control layer deletes the results of a batch along with its input: those are not gone, they are deleted.
    [Fact]
    public async Task Run_ServiceDeletesResultsWithTheInput_DeletesThemBefore()
    {
        var isInputThere = true;
        using var handler = new StubHandler(
            request =>
            {
                var isInput = request.Line.EndsWith("/in", StringComparison.Ordinal);
                isInputThere &= !isInput;
                return isInput || isInputThere ? Answer.Json("{}") : Answer.Text(404, "no");
            },
            clock
        );

        var result = await RunAsync(
            handler,
            [new Leftover(false, "in"), new Leftover(false, "out") { IsResult = true }]
        );

        Assert.Equal((2, 0), (result.Files, result.FilesGone));
    }

    [Theory]
    [InlineData(404, 1)]
    [InlineData(410, 1)]
    [InlineData(409, 0)]
    [InlineData(400, 0)]
    [InlineData(403, 0)]
    public async Task Run_FileRefused_WasGoneOrIsLeftAtOnce(int status, int gone)
    {
        using var handler = new StubHandler(_ => Answer.Text(status, "no"), clock);

        var result = await RunAsync(handler, OneFile);

        Assert.Single(handler.Requests);
        Assert.Equal((0, gone, 1 - gone), (result.Files, result.FilesGone, result.Left.Count));
    }

    [Theory]
    [InlineData(400, "completed", 1, 0)]
    [InlineData(409, "completed", 1, 0)]
    [InlineData(500, "completed", 1, 0)]
    [InlineData(409, "failed", 1, 0)]
    [InlineData(500, "expired", 1, 0)]
    [InlineData(409, "cancelled", 0, 1)]
    [InlineData(404, "completed", 1, 0)]
    public async Task Run_CancelRefused_LooksAndDeletesTheResults(int status, string now, int ended, int cancelled)
    {
        using var handler = new StubHandler(
            request =>
                request.Method == HttpMethod.Post ? Answer.Text(status, "no")
                : request.Method == HttpMethod.Get
                    ? Answer.Json(
                        $$"""{"id":"it","status":"{{now}}","output_file_id":"out-1","error_file_id":"err-1"}"""
                    )
                : Answer.Json("{}"),
            clock
        );

        var result = await RunAsync(handler, [new Leftover(true, "it"), new Leftover(false, "out-1")]);

        Assert.Equal((ended, cancelled, 0L), (result.EndedMeanwhile, result.Batches, result.BatchesGone));
        Assert.Equal(2, result.Files);
        Assert.Equal(
            ["DELETE /ai/v1/files/err-1", "DELETE /ai/v1/files/out-1"],
            handler
                .Requests.Where(request => request.Method == HttpMethod.Delete)
                .Select(request => request.Line)
                .Order(StringComparer.Ordinal)
        );
        Assert.Empty(result.Left);
    }

    // A control layer cancels a batch that has ended too, and calls it cancelled from then on.
    [Theory]
    [InlineData(""" "completed" """, 1)]
    [InlineData(""" "failed" """, 1)]
    [InlineData(""" "cancelled","completed_at":99,"cancelling_at":100,"cancelled_at":100 """, 1)]
    [InlineData(""" "cancelled","completed_at":99,"cancelled_at":100 """, 1)]
    [InlineData(""" "cancelled","failed_at":99,"cancelling_at":100 """, 1)]
    [InlineData(""" "canceled","completed_at":99 """, 1)]
    [InlineData(
        """ "cancelled","completed_at":100,"cancelling_at":100,"request_counts":{"total":3,"completed":2,"failed":1} """,
        1
    )]
    [InlineData(
        """ "cancelled","completed_at":100,"cancelling_at":100,"request_counts":{"total":3,"completed":1,"failed":1} """,
        0
    )]
    [InlineData(""" "cancelled","completed_at":101,"cancelling_at":100 """, 0)]
    [InlineData(""" "cancelled","expired_at":99,"cancelling_at":100 """, 0)]
    [InlineData(""" "cancelled","completed_at":null,"cancelling_at":100 """, 0)]
    [InlineData(""" "stopped","cancelling_at":100 """, 0)]
    public async Task Run_CancelTaken_LooksWhetherItHadEndedAndDeletesTheResults(string status, int ended)
    {
        using var handler = new StubHandler(
            request =>
                Answer.Json(
                    request.Method == HttpMethod.Delete
                        ? "{}"
                        : $$"""{"id":"it","status":{{status}},"output_file_id":"out-1","error_file_id":"err-1"}"""
                ),
            clock
        );

        var result = await RunAsync(handler, [new Leftover(true, "it")]);

        Assert.Equal((ended, 1 - ended), (result.EndedMeanwhile, result.Batches));
        Assert.Equal((2, 0), (result.Files, result.Left.Count));
    }

    [Theory]
    [InlineData(409)]
    [InlineData(500)]
    public async Task Run_CancelRefusedThoughItRuns_IsLeftWithTheReason(int status)
    {
        using var handler = new StubHandler(
            request =>
                request.Method == HttpMethod.Get
                    ? Answer.Json("""{"id":"it","status":"in_progress"}""")
                    : Answer.Text(status, "not today"),
            clock
        );

        var result = await RunAsync(handler, [new Leftover(true, "it")]);

        var (item, reason) = Assert.Single(result.Left);
        Assert.Equal(("batch it", $"http_{status} not today"), (item.ToString(), reason));
        Assert.Equal(0, result.Batches + result.EndedMeanwhile + result.BatchesGone);
    }

    [Fact]
    public async Task Run_BatchUnknown_WasGone()
    {
        using var handler = new StubHandler(_ => Answer.Text(404, "no such batch"), clock);

        var result = await RunAsync(handler, [new Leftover(true, "it")]);

        Assert.Equal((1, 0, 0), (result.BatchesGone, result.Batches, result.Left.Count));
    }

    [Fact]
    public async Task Run_CancellingTakesAWhile_WaitsForTheEndAndDeletesPartialOutput()
    {
        var looks = 0;
        using var handler = new StubHandler(
            request =>
                request.Method != HttpMethod.Get ? Answer.Json("{}")
                : Interlocked.Increment(ref looks) < 5 ? Answer.Json("""{"id":"it","status":"cancelling"}""")
                : Answer.Json("""{"id":"it","status":"cancelled","output_file_id":"out-1"}"""),
            clock
        );

        var result = await RunAsync(handler, [new Leftover(true, "it")]);

        Assert.Equal((1, 1, 0), (result.Batches, result.Files, result.Left.Count));
        Assert.Equal("DELETE /ai/v1/files/out-1", handler.Requests[^1].Line);
    }

    [Fact]
    public async Task Run_NeverCancelled_IsLeftAndSaysWhy()
    {
        using var handler = new StubHandler(
            request => Answer.Json(request.Method == HttpMethod.Get ? """{"id":"it","status":"cancelling"}""" : "{}"),
            clock
        );

        var result = await RunAsync(handler, [new Leftover(true, "it"), .. OneFile]);

        Assert.Equal("still cancelling: it may yet write result files", Assert.Single(result.Left).Reason);
        Assert.Equal((0, 1), (result.Batches, result.Files));
    }

    [Fact]
    public async Task Run_AnswersWereLost_FindsTheRunsOwnOnAllPagesAndNothingElse()
    {
        var cancels = 0;
        using var handler = new StubHandler(
            request =>
                request.Line switch
                {
                    "GET /ai/v1/files?purpose=batch&limit=100" => Answer.Json(
                        """
                        {"data":[{"id":"f-1","filename":"data.run-1.jsonl"},{"id":"f-2","filename":"data.run-12.jsonl"}],
                        "has_more":true,"last_id":"f-2"}
                        """
                    ),
                    "GET /ai/v1/files?purpose=batch&limit=100&after=f-2" => Answer.Json(
                        """
                        {"data":[{"id":"f-3","filename":"other.run-1.jsonl"},{"id":"f-4","filename":"run-1.jsonl"},{"id":"f-5"}],
                        "has_more":false}
                        """
                    ),
                    "GET /ai/v1/batches?limit=100" => Answer.Json(
                        """
                        {"data":[{"id":"b-1","metadata":{"test_run":"run-1"}},{"id":"b-2","metadata":{"test_run":"run-2"}},
                        {"id":"b-3","input_file_id":"in-1"},{"id":"known","metadata":{"test_run":"run-1"}},{"id":"b-4"}],
                        "has_more":false}
                        """
                    ),
                    var line when line.StartsWith("GET /ai/v1/batches/", StringComparison.Ordinal) => Answer.Json(
                        $$"""{"id":"{{line["GET /ai/v1/batches/".Length..]}}","status":"{{(cancels > 1 ? "cancelled" : "in_progress")}}"}"""
                    ),
                    var line when line.EndsWith("/cancel", StringComparison.Ordinal) => Answer.Json(
                        $$"""{"id":"b","status":"{{(Interlocked.Increment(ref cancels) > 0 ? "cancelling" : "")}}"}"""
                    ),
                    _ => Answer.Json("{}"),
                },
            clock
        );
        var lost = new LostAnswers("run-1", 1, Ids("in-1"), () => Ids("known"));

        var result = await RunAsync(handler, [], lost: lost);

        Assert.Equal((2, 2, 4), (result.Files, result.Batches, result.Found));
        Assert.Null(result.SearchProblem);
        Assert.Equal(
            [
                "DELETE /ai/v1/files/f-1",
                "DELETE /ai/v1/files/f-3",
                "POST /ai/v1/batches/b-1/cancel",
                "POST /ai/v1/batches/b-3/cancel",
            ],
            handler
                .Requests.Where(request => request.Method != HttpMethod.Get)
                .Select(request => request.Line)
                .Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task Run_FindsABatchThatHasEnded_CancelsItNot_AndRemovesItsResults()
    {
        using var handler = new StubHandler(
            request =>
                request.Line switch
                {
                    "GET /ai/v1/batches?limit=100" => Answer.Json(
                        """{"data":[{"id":"b-1","metadata":{"test_run":"run-1"}}],"has_more":false}"""
                    ),
                    "GET /ai/v1/batches/b-1" => Answer.Json(
                        """{"id":"b-1","status":"completed","output_file_id":"out-1"}"""
                    ),
                    _ => Answer.Json("""{"data":[],"has_more":false}"""),
                },
            clock
        );

        var result = await RunAsync(handler, [], lost: LostAnswers.Everything("run-1"));

        Assert.Equal((1, 0, 1), (result.Files, result.Batches, result.EndedMeanwhile));
        Assert.Equal(
            ["DELETE /ai/v1/files/out-1"],
            handler.Requests.Where(request => request.Method != HttpMethod.Get).Select(request => request.Line)
        );
    }

    [Fact]
    public async Task Run_AnswersWereLostAndListsAreRefused_SaysSo()
    {
        using var handler = new StubHandler(_ => Answer.Text(404, "no lists here"), clock);

        var result = await RunAsync(handler, [], lost: new LostAnswers("run-1", 1, Ids(), () => Ids()));

        Assert.Equal("http_404 no lists here", result.SearchProblem);
    }

    [Fact]
    public async Task Run_UploadIsFinishedAfterItWasCut_IsFoundAndDeleted()
    {
        var done = clock.GetUtcNow() + TimeSpan.FromSeconds(3.5);
        using var handler = new StubHandler(
            request =>
                request.Method == HttpMethod.Get && clock.GetUtcNow() >= done
                    ? Answer.Json("""{"data":[{"id":"f-1","filename":"data.run-1.jsonl"}]}""")
                    : Answer.Json("""{"data":[]}"""),
            clock
        );

        var result = await RunAsync(handler, [], lost: LateUpload());

        Assert.Equal((1, 1, 0), (result.Files, result.Found, result.LateUploads));
        Assert.Single(handler.Requests, request => request.Line == "DELETE /ai/v1/files/f-1");
    }

    [Fact]
    public async Task Run_BatchIsCreatedAfterItWasCut_IsFoundAndCancelledAndItsResultsDeleted()
    {
        var done = clock.GetUtcNow() + TimeSpan.FromSeconds(2);
        using var handler = new StubHandler(
            request =>
                request.Line != "GET /ai/v1/batches?limit=100"
                    ? Answer.Json("""{"id":"b-1","status":"cancelled","output_file_id":"out-1"}""")
                : clock.GetUtcNow() >= done ? Answer.Json("""{"data":[{"id":"b-1","input_file_id":"in-1"}]}""")
                : Answer.Json("""{"data":[]}"""),
            clock
        );

        var result = await RunAsync(handler, [], lost: LateBatch());

        Assert.Equal((1, 1, 1), (result.Files, result.Batches, result.Found));
        Assert.Empty(result.LateInputs);
    }

    [Fact]
    public async Task Run_LateCreationsNeverTurnUp_LooksForSecondsAndSaysThatTheyMayExist()
    {
        using var handler = new StubHandler(_ => Answer.Json("""{"data":[]}"""), clock);
        var begin = clock.GetUtcNow();
        var lost = LateBatch() with { Uploads = 3, Late = [new(null, Now), new("in-1", Now)] };

        var result = await RunAsync(handler, [], lost: lost);

        // The other two uploads were answered, if badly: the list tells that they are not there.
        Assert.Equal(1, result.LateUploads);
        Assert.Equal(["in-1"], result.LateInputs);
        Assert.Null(result.SearchProblem);
        Assert.True(handler.Requests[^1].At - begin >= LateCreation.Patience);
        Assert.InRange(handler.Requests.Count, 4, 20);
    }

    [Fact]
    public async Task Run_LateCreationAndLittleTime_EndsInTimeAndSaysThatItMayExist()
    {
        end.Shorten(TimeSpan.FromSeconds(2));
        using var handler = new StubHandler(_ => Answer.Json("""{"data":[]}"""), clock);
        var begin = clock.GetUtcNow();

        var result = await RunAsync(handler, [], lost: LateUpload());

        Assert.Equal(1, result.LateUploads);
        Assert.True(handler.Requests[^1].At - begin <= TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task Run_LostAnswersThatCannotComeLate_LooksOnce()
    {
        using var handler = new StubHandler(_ => Answer.Json("""{"data":[]}"""), clock);

        var result = await RunAsync(handler, [], lost: LateUpload() with { Late = [] });

        Assert.Single(handler.Requests);
        Assert.Equal(0, result.LateUploads);
        Assert.Null(result.SearchProblem);
    }

    [Theory]
    [InlineData("""{"data":[{"id":"f-1","filename":"x"}],"has_more":true,"last_id":"f-1"}""")]
    [InlineData("""{"data":[{"id":"f-ID","filename":"x"}],"has_more":true,"last_id":"f-ID"}""")]
    public async Task Run_ListSaysForEverThatThereIsMore_SaysThatLookingEnded(string page)
    {
        var pages = 0;
        using var handler = new StubHandler(
            _ => Answer.Json(page.Replace("ID", $"{pages++}", StringComparison.Ordinal)),
            clock
        );

        var result = await RunAsync(handler, [], lost: LateUpload() with { Late = [] });

        Assert.StartsWith("the list ", result.SearchProblem, StringComparison.Ordinal);
        Assert.InRange(handler.Requests.Count, 2, 200);
    }

    [Theory]
    [InlineData(503, 503)]
    [InlineData(409, 502)]
    public async Task Run_CancelsFailForEver_DeletesTheFilesAndNamesTheBatches(int cancel, int look)
    {
        using var handler = new StubHandler(
            request =>
                request.Method == HttpMethod.Post ? Answer.Text(cancel, "not now")
                : request.Method == HttpMethod.Get ? Answer.Text(look, "not now")
                : Answer.Json("{}"),
            clock
        );

        var result = await RunAsync(handler, Things(batches: 3, files: 50));

        Assert.Equal(50, result.Files);
        Assert.Equal(
            ["batch batch-0", "batch batch-1", "batch batch-2"],
            result.Left.Select(left => left.Item.ToString()).Order(StringComparer.Ordinal)
        );
        Assert.All(
            result.Left,
            left => Assert.StartsWith("no time left; last answer: http_50", left.Reason, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Run_CancelHangs_DeletesTheFilesAndNamesTheBatch()
    {
        var handler = new StubHandler(
            async (request, cancellationToken) =>
            {
                if (request.Method == HttpMethod.Post)
                {
                    await Task.Delay(Timeout.Infinite, cancellationToken);
                }

                return Answer.Json("{}");
            },
            clock
        );
        var running = StartAsync(handler, [new Leftover(true, "it"), .. OneFile]);
        await Eventually.TrueAsync(() => handler.Requests.Count == 1);
        clock.Advance(TimeSpan.FromSeconds(31));
        await Eventually.TrueAsync(() => handler.Requests.Count == 3);
        end.End();

        var result = await running.ResultAsync();
        Assert.Equal("DELETE /ai/v1/files/file-1", handler.Requests[1].Line);
        Assert.Equal(("batch it", "no time left"), (Assert.Single(result.Left).Item.ToString(), result.Left[0].Reason));
        Assert.Equal(1, result.Files);
    }

    [Fact]
    public async Task Run_CancelsWorkAgainAfterLong_CancelsThemAndDeletesWhatWasInUse()
    {
        var until = clock.GetUtcNow() + TimeSpan.FromSeconds(40);
        var isCancelled = false;
        using var handler = new StubHandler(
            request =>
            {
                if (request.Method == HttpMethod.Delete)
                {
                    return isCancelled ? Answer.Json("{}") : Answer.Text(409, "in use");
                }

                isCancelled |= clock.GetUtcNow() >= until;
                return isCancelled ? Agree(request) : Answer.Text(503, "not now");
            },
            clock
        );

        var result = await RunAsync(handler, [new Leftover(true, "it"), .. OneFile]);

        Assert.Equal((1, 1, 0), (result.Batches, result.Files, result.Left.Count));
    }

    [Theory]
    [InlineData("""{"id":"file-1","object":"file","deleted":false}""", 0)]
    [InlineData("""{"id":"file-1","object":"file","deleted":true}""", 1)]
    [InlineData("""{"deleted":null}""", 1)]
    [InlineData("gone", 1)]
    [InlineData("[]", 1)]
    [InlineData("", 1)]
    public async Task Run_DeletionAnswered_IsBelievedWhereItSaysNo(string answer, int deleted)
    {
        using var handler = new StubHandler(_ => Answer.Text(200, answer), clock);

        var result = await RunAsync(handler, OneFile);

        Assert.Equal((deleted, 1 - deleted), (result.Files, result.Left.Count));
        Assert.All(result.Left, left => Assert.Contains("not deleted", left.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_RefusedForLong_GoesOnUntilItIsDone()
    {
        var until = clock.GetUtcNow() + TimeSpan.FromSeconds(40);
        using var handler = new StubHandler(
            _ => clock.GetUtcNow() < until ? Answer.Text(429, "slow down") : Answer.Json("{}"),
            clock
        );

        var result = await RunAsync(handler, Things(batches: 0, files: 40));

        Assert.Equal((40, 0), (result.Files, result.Left.Count));
    }

    [Fact]
    public async Task Run_RetryAfterLongerThanItsTime_TriesAgainWithinIt()
    {
        using var handler = StubHandler.InTurn(clock, () => Answer.RetryAfter(429, "86400"), () => Answer.Json("{}"));

        var result = await RunAsync(handler, OneFile);

        Assert.Equal((1, 0), (result.Files, result.Left.Count));
    }

    [Fact]
    public async Task Run_FailsThreeTimes_IsLeftWithItsReason()
    {
        using var handler = new StubHandler(_ => Answer.Text(500, "disk on fire"), clock);

        var result = await RunAsync(handler, OneFile);

        var (item, reason) = Assert.Single(result.Left);
        Assert.Equal(3, handler.Requests.Count);
        Assert.Equal("file file-1", item.ToString());
        Assert.Contains("500", reason, StringComparison.Ordinal);
        Assert.Contains("disk on fire", reason, StringComparison.Ordinal);
        Assert.Equal(0, result.Files);
    }

    [Fact]
    public async Task Run_FailsTwice_IsRemovedAtLast()
    {
        using var handler = StubHandler.InTurn(
            clock,
            () => Answer.Text(500),
            () => throw new HttpRequestException("reset"),
            () => Answer.Json("{}")
        );

        var result = await RunAsync(handler, OneFile);

        Assert.Equal(1, result.Files);
        Assert.Empty(result.Left);
        Assert.Equal(3, handler.Requests.Count);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    [InlineData(409)]
    public async Task Run_RetryAfter_IsWaitedFor(int status)
    {
        using var handler = StubHandler.InTurn(
            clock,
            () => Answer.RetryAfter(status, "7"),
            () => Answer.RetryAfter(status, "3"),
            () => Answer.Json("{}")
        );

        var result = await RunAsync(handler, OneFile);

        var at = handler.Requests.Select(request => request.At).ToList();
        Assert.Equal(1, result.Files);
        Assert.Equal(3, at.Count);
        Assert.True(at[1] - at[0] >= TimeSpan.FromSeconds(7), $"{at[1] - at[0]}");
        Assert.True(at[2] - at[1] >= TimeSpan.FromSeconds(3), $"{at[2] - at[1]}");
    }

    [Fact]
    public async Task Run_TimeIsOver_LeavesTheRestAndSaysSo()
    {
        var requests = 0;
        using var handler = new StubHandler(
            _ =>
            {
                if (Interlocked.Increment(ref requests) == 10)
                {
                    end.End();
                }

                return Answer.Json("{}");
            },
            clock
        );

        var result = await RunAsync(handler, Things(batches: 0, files: 200));

        Assert.Equal(200, result.Files + result.Left.Count);
        Assert.InRange(result.Files, 0, 9 + CleanUpRunner.Concurrency);
        Assert.All(result.Left, left => Assert.Equal("no time left", left.Reason));
        Assert.Equal(result.Left.Count, result.Left.Select(left => left.Item).Distinct().Count());
    }

    [Fact]
    public async Task Run_TimeIsOverWhileItWaits_EndsAtOnce()
    {
        var handler = new StubHandler(_ => Answer.RetryAfter(429, "3600"), clock);
        var running = StartAsync(handler, OneFile);
        // The second one is sent when the answer to the first was read and waited for; before, there is no last answer.
        await AdvanceUntilAsync(handler, () => handler.Requests.Count == 2);

        end.End();

        var (_, reason) = Assert.Single((await running.ResultAsync()).Left);
        Assert.StartsWith("no time left; last answer: http_429", reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_NoKeyCanBeHad_LeavesEverythingWithTheReason()
    {
        using var handler = new StubHandler(_ => Answer.Json("{}"), clock);
        var keys = new ScriptedKeySource((_, _) => throw new KeyRefusedException("HTTP 409: name taken"));

        var result = await RunAsync(handler, Things(batches: 3, files: 3), keys);

        Assert.Equal(6, result.Left.Count);
        Assert.All(result.Left, left => Assert.Equal("HTTP 409: name taken", left.Reason));
        Assert.Empty(handler.Requests);
    }

    [Fact]
    public async Task Run_Any_SendsFewAtATimeWithTheKey()
    {
        var now = 0;
        var most = 0;
        using var handler = new StubHandler(
            async (_, cancellationToken) =>
            {
                InterlockedMax(ref most, Interlocked.Increment(ref now));
                await Task.Delay(5, cancellationToken);
                Interlocked.Decrement(ref now);
                return Answer.Json("{}");
            },
            clock
        );

        await RunAsync(handler, Things(batches: 0, files: 100));

        Assert.InRange(most, 1, CleanUpRunner.Concurrency);
        Assert.All(
            handler.Requests,
            request => Assert.Contains("Bearer sk-given-key", request.Headers, StringComparison.Ordinal)
        );
    }

    public void Dispose() => end.Dispose();

    private static void InterlockedMax(ref int most, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref most)) < value)
        {
            Interlocked.CompareExchange(ref most, value, seen);
        }
    }

    private long Now => clock.GetTimestamp();

    private LostAnswers LateUpload() => new("run-1", 1, Ids(), () => Ids()) { Late = [new(null, Now)] };

    private LostAnswers LateBatch() => new("run-1", 0, Ids("in-1"), () => Ids()) { Late = [new("in-1", Now)] };

    private static HashSet<string> Ids(params string[] ids) => ids.ToHashSet(StringComparer.Ordinal);

    private static HttpResponseMessage Agree(RecordedRequest request) =>
        Answer.Json(
            request.Method == HttpMethod.Get ? $$"""{"id":"{{request.Uri.Segments[^1]}}","status":"cancelled"}""" : "{}"
        );

    private static List<Leftover> Things(int batches, int files) =>
        [
            .. Enumerable.Range(0, batches).Select(i => new Leftover(true, $"batch-{i}")),
            .. Enumerable.Range(0, files).Select(i => new Leftover(false, $"file-{i}")),
        ];

    private async Task<CleanUpResult> RunAsync(
        StubHandler handler,
        IEnumerable<Leftover> items,
        IApiKeySource? keys = null,
        LostAnswers? lost = null
    )
    {
        var running = StartAsync(handler, items, keys, lost);
        await AdvanceUntilAsync(handler, () => running.IsCompleted);
        return await running.ResultAsync();
    }

    private async Task AdvanceUntilAsync(StubHandler handler, Func<bool> isDone)
    {
        for (var moment = 0; moment < 2000 && !isDone(); )
        {
            var before = handler.Requests.Count;
            await Task.Delay(1);
            // Time stands still while anything moves: on a slow machine it would be over before the work is done.
            if (handler.Open == 0 && handler.Requests.Count == before)
            {
                clock.Advance(Moment);
                moment++;
            }
        }
    }

    private async Task<CleanUpResult> StartAsync(
        StubHandler handler,
        IEnumerable<Leftover> items,
        IApiKeySource? keys = null,
        LostAnswers? lost = null
    )
    {
        var api = new BatchApiOptions { Host = Connecting.StubHost };
        using var transport = new ApiTransport(api, clock, new SecretRedactor(), handler);
        var key = new SharedApiKey(
            keys ?? new GivenKeySource("sk-given-key"),
            TimeSpan.FromSeconds(10),
            clock,
            new RecordingLogger(),
            CancellationToken.None
        );
        return await new CleanUpRunner(transport, new ApiPaths(api), key, clock).RunAsync(
            items,
            lost ?? LostAnswers.None,
            end
        );
    }
}
