using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using BatchLoadTest.MockServer.Options;

namespace BatchLoadTest.Tests.MockServer;

/// <summary>Batches whose failed rows, and those that a cancel left undone, are worked on again.</summary>
public sealed class RetryTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task AFailedRow_IsRetried_AndInOnePlaceAtTheEnd()
    {
        await using var mock = await StartAsync(new(), rowFailRate: 0.4);
        var id = await mock.CreatedAsync(100);
        await mock.EndedAsync(id);
        var before = await FileRows.ReadAsync(mock, id);
        Assert.Equal((60, 40), (before.Completed, before.Failed));

        Assert.Equal(("in_progress", 60, 0), Seen(await RetriedAsync(mock, id)));
        mock.Time.Advance(4.5 * Second);
        var (status, completed, failed) = Seen(await mock.BatchAsync(id));
        Assert.Equal(("in_progress", 80), (status, completed + failed));
        var running = await FileRows.ReadAsync(mock, id);
        Assert.Equal((completed, failed, 0), (running.Output.Count, running.Errors.Count, running.Doubled));
        mock.Time.Advance(5 * Second);
        Assert.Equal("finalizing", Seen(await mock.BatchAsync(id)).Status);
        mock.Time.Advance(Second);

        var after = await FileRows.ReadAsync(mock, id);
        Assert.Equal(("completed", 84, 16), Seen(after.Batch));
        Assert.Equal((84, 16, 100), (after.Output.Count, after.Errors.Count, after.Distinct));
        Assert.Equal(before.Output, after.Output.Take(60), StringComparer.Ordinal);
        Assert.Empty(after.Errors.Except(before.Errors, StringComparer.Ordinal));
        Assert.Equal((84, 16), (mock.Host.Counts().Rows.Succeeded, mock.Host.Counts().Rows.Failed));
        Assert.Equal(84, mock.Host.Counts().Tokens.All.Rows);
        Assert.Equal(1, mock.Host.Counts().Batches.Completed);
    }

    [Fact]
    public async Task ABatch_KeepsWhatItWas_AndMayBeRetriedAgain()
    {
        await using var mock = await StartAsync(new(), rowFailRate: 0.5);
        var id = await mock.CreatedAsync(64);
        var first = await mock.EndedAsync(id);
        var failed = 32;
        for (var attempt = 0; attempt < 3; attempt++)
        {
            await RetriedAsync(mock, id);
            await mock.EndedAsync(id);
            failed /= 2;
            var rows = await FileRows.ReadAsync(mock, id);
            Assert.Equal((64 - failed, failed, 64), (rows.Completed, rows.Failed, rows.Distinct));
            foreach (var member in new[] { "created_at", "in_progress_at", "expires_at" })
            {
                Assert.Equal(first.GetProperty(member).GetInt64(), rows.Batch.GetProperty(member).GetInt64());
            }

            Assert.True(Completed(rows.Batch) > Completed(first));
        }
    }

    [Fact]
    public async Task ABatchWithoutFailedRows_IsRefused_AndSoIsEveryRetryOfOpenAI()
    {
        await using var mock = await StartAsync(new());
        var id = await mock.CreatedAsync(5);
        await mock.EndedAsync(id);
        using var answer = await PostAsync(mock, id);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("No failed requests to retry in this batch", await answer.Content.ReadAsStringAsync());
        Assert.Equal("completed", Seen(await mock.BatchAsync(id)).Status);

        await using var openAI = await MockService.StartAsync(new() { Flavour = MockFlavour.OpenAI, RowFailRate = 1 });
        var other = await openAI.CreatedAsync(5);
        await openAI.EndedAsync(other);
        using var unknown = await PostAsync(openAI, other);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task ABatchOfWhichNoRowSucceeded_CanBeRetried_AndFailAgain()
    {
        await using var mock = await StartAsync(new(), rowFailRate: 1);
        var id = await mock.CreatedAsync(5);
        Assert.Equal(("failed", 0, 5), Seen(await mock.EndedAsync(id)));

        Assert.Equal(("in_progress", 0, 0), Seen(await RetriedAsync(mock, id)));
        Assert.Equal(("failed", 0, 5), Seen(await mock.EndedAsync(id)));
        Assert.Equal(5, (await FileRows.ReadAsync(mock, id)).Errors.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task ARetryThatTakesNoTime_IsAnsweredInProgressAllTheSame()
    {
        await using var mock = await MockService.StartAsync(new() { BatchDuration = TimeSpan.Zero, RowFailRate = 0.5 });
        var id = await mock.CreatedAsync(8);
        Assert.Equal(("completed", 4, 4), Seen(await mock.BatchAsync(id)));

        Assert.Equal(("in_progress", 4, 0), Seen(await RetriedAsync(mock, id)));
        Assert.Equal(("completed", 6, 2), Seen(await mock.BatchAsync(id)));
    }

    [Fact]
    public async Task ACancelledBatch_FinishesTheRest_NoRowTwice()
    {
        await using var mock = await StartAsync(new());
        var id = await CancelledAsync(mock, 100);
        var before = await FileRows.ReadAsync(mock, id);
        Assert.Equal(("cancelled", 50, 0), Seen(before.Batch));

        Assert.Equal(("in_progress", 50, 0), Seen(await RetriedAsync(mock, id)));
        Assert.Equal(("completed", 100, 0), Seen(await mock.EndedAsync(id)));

        var after = await FileRows.ReadAsync(mock, id);
        Assert.Equal((100, 100), (after.Output.Count, after.Distinct));
        Assert.Equal(before.Output, after.Output.Take(50), StringComparer.Ordinal);
        Assert.False(after.Batch.TryGetProperty("cancelled_at", out _));
    }

    [Fact]
    public async Task ABatchThatRuns_WorksAgainOnWhatFailedSoFar_AndOnTheRest()
    {
        await using var mock = await StartAsync(new(), rowFailRate: 0.4);
        var id = await mock.CreatedAsync(100);
        mock.Time.Advance(5 * Second);
        Assert.Equal(("in_progress", 30, 20), Seen(await mock.BatchAsync(id)));

        Assert.Equal(("in_progress", 30, 0), Seen(await RetriedAsync(mock, id)));

        Assert.Equal(("completed", 100), await EndedAsync(mock, id));
        var rows = await FileRows.ReadAsync(mock, id);
        Assert.Equal((72, 28, 100), (rows.Output.Count, rows.Errors.Count, rows.Distinct));
    }

    [Fact]
    public async Task ARetriedBatch_CanBeCancelled()
    {
        await using var mock = await StartAsync(new(), rowFailRate: 0.4);
        var id = await mock.CreatedAsync(100);
        await mock.EndedAsync(id);
        await RetriedAsync(mock, id);
        mock.Time.Advance(4.5 * Second);
        await CancelAsync(mock, id);
        mock.Time.Advance(Second);

        var rows = await FileRows.ReadAsync(mock, id);

        Assert.Equal(("cancelled", 80, 80), (rows.Status, rows.Completed + rows.Failed, rows.Distinct));
        await RetriedAsync(mock, id);
        Assert.Equal(("completed", 100), await EndedAsync(mock, id));
    }

    [Fact]
    public async Task RetryRequests_WorksOnTheNamedRows_WithAndWithoutWhatStandsBeforeTheirIds()
    {
        await using var mock = await StartAsync(new(), rowFailRate: 0.5);
        var id = await mock.CreatedAsync(40);
        var batch = await mock.EndedAsync(id);
        var errors = await mock.LinesAsync(MockService.Text(batch, "error_file_id"));
        var named = errors.Take(4).ToList();
        var ids = named.Select(line => MockService.Text(line, "id")).ToList();

        using var answer = await NamedAsync(mock, id, [ids[0], ids[1], ids[2]["batch_req_".Length..], ids[3], "x"]);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(("in_progress", 20, 16), Seen(await MockService.JsonAsync(answer)));
        Assert.Equal(("completed", 22, 18), Seen(await mock.EndedAsync(id)));
        var rows = await FileRows.ReadAsync(mock, id);
        Assert.Equal((40, 0), (rows.Distinct, rows.Doubled));
        Assert.Equal(2, MockService.Ids(named).Intersect(rows.Errors, StringComparer.Ordinal).Count());
        Assert.Equal(18, MockService.Ids(errors).Intersect(rows.Errors, StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task RetryRequests_RefusesWhatNamesNothing_AndPassesOverRowsThatSucceeded()
    {
        await using var mock = await StartAsync(new(), rowFailRate: 0.5);
        var id = await mock.CreatedAsync(10);
        var batch = await mock.EndedAsync(id);
        var output = await mock.LinesAsync(MockService.Text(batch, "output_file_id"));
        using var none = await NamedAsync(mock, id, []);
        using var custom = await NamedAsync(mock, id, ["row-1"]);
        using var missing = await mock.PostAsync($"batches/{id}/retry-requests", []);
        using var succeeded = await NamedAsync(mock, id, [MockService.Text(output[0], "id")]);

        Assert.Equal(HttpStatusCode.BadRequest, none.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, custom.StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, missing.StatusCode);
        Assert.Equal(("completed", 5, 5), Seen(await MockService.JsonAsync(succeeded)));
        Assert.Equal(3, mock.Host.Counts().Statuses["batches.retry_requests"].Values.Sum() - 1);
    }

    [Fact]
    public async Task RowsOfACancelledBatchThatNobodyNames_StayCancelled()
    {
        await using var mock = await StartAsync(new(), rowFailRate: 0.5);
        var id = await CancelledAsync(mock, 40);
        var batch = await mock.BatchAsync(id);
        var errors = await mock.LinesAsync(MockService.Text(batch, "error_file_id"));
        using var answer = await NamedAsync(mock, id, [.. errors.Select(line => MockService.Text(line, "id"))]);

        Assert.Equal(("in_progress", 10, 0), Seen(await MockService.JsonAsync(answer)));
        Assert.Equal(("cancelled", 15, 5), Seen(await mock.EndedAsync(id)));
        await RetriedAsync(mock, id);
        Assert.Equal(("completed", 40), await EndedAsync(mock, id));
        Assert.Equal((40, 0), ((await FileRows.ReadAsync(mock, id)).Distinct, mock.Host.Counts().Batches.Cancelled));
    }

    [Fact]
    public async Task ARetriedBatch_TakesAPlaceOfTheCapacityAgain()
    {
        await using var mock = await MockService.StartAsync(new() { RowFailRate = 0.5, CapacityLimit = 1 });
        var file = await mock.UploadedAsync(MockService.Rows(4));
        var id = await mock.CreatedAsync(file);
        await mock.EndedAsync(id);
        await RetriedAsync(mock, id);

        using var refused = await mock.CreateAsync(file);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        await mock.EndedAsync(id);
        await mock.CreatedAsync(file);
    }

    [Theory]
    [InlineData(0.2, 0)]
    [InlineData(0, 0.2)]
    [InlineData(0.3, 0.3)]
    public async Task RowsLostAndDoubledOnRetry_AreThoseThatTheFilesShow_AndCountOnce(double lost, double doubled)
    {
        await using var mock = await StartAsync(
            new() { RetryLoseRows = lost, RetryDoubleRows = doubled },
            rowFailRate: 0.5
        );
        var id = await mock.CreatedAsync(200);
        await mock.EndedAsync(id);
        var before = await FileRows.ReadAsync(mock, id);
        Assert.Equal((0, 0), (before.Lost, before.Doubled));
        await RetriedAsync(mock, id);
        await mock.EndedAsync(id);

        var rows = await FileRows.ReadAsync(mock, id);
        await FileRows.ReadAsync(mock, id);

        var defects = mock.Host.Counts().Defects;
        Assert.Equal((rows.Lost, rows.Doubled), (defects.RowsLostOnRetry, defects.RowsDoubledOnRetry));
        Assert.InRange(rows.Lost, 95 * lost, 105 * lost);
        Assert.InRange(rows.Doubled, 35 * doubled, 65 * doubled);
        Assert.Equal(rows.Doubled, rows.Output.Intersect(rows.Errors, StringComparer.Ordinal).Count());
        Assert.Equal(200, rows.Completed + rows.Failed);
    }

    [Fact]
    public async Task WhatWasWrongBefore_IsCountedAsBefore_AfterARetry()
    {
        await using var mock = await StartAsync(new() { LoseRows = 0.2, CancelLoseRows = 0.2 }, rowFailRate: 0.3);
        var id = await CancelledAsync(mock, 200);
        var before = await FileRows.ReadAsync(mock, id);
        var first = mock.Host.Counts().Defects;
        Assert.Equal(before.Lost, first.RowsLost + first.RowsLostOnCancel);
        await RetriedAsync(mock, id);
        await mock.EndedAsync(id);

        var after = await FileRows.ReadAsync(mock, id);

        var second = mock.Host.Counts().Defects;
        Assert.Equal(first.RowsLostOnCancel, second.RowsLostOnCancel);
        Assert.Equal(40, second.RowsLost);
        Assert.InRange(after.Lost, second.RowsLost, second.RowsLost + second.RowsLostOnCancel);
    }

    [Fact]
    public async Task RetriedRows_TakeTheirTurn_WhereTheServiceHasSlots()
    {
        await using var mock = await MockService.StartAsync(
            new()
            {
                RowFailRate = 0.5,
                Service = new() { Slots = 1, RowTime = Second },
            }
        );
        var id = await mock.CreatedAsync(8);
        mock.Time.Advance(8 * Second);
        Assert.Equal(("completed", 4, 4), Seen(await mock.BatchAsync(id)));
        var other = await mock.CreatedAsync(2);
        await RetriedAsync(mock, id);

        mock.Time.Advance(4 * Second);
        Assert.Equal("completed", Seen(await mock.BatchAsync(other)).Status);
        var (status, completed, failed) = Seen(await mock.BatchAsync(id));
        Assert.Equal(("in_progress", 6), (status, completed + failed));
        mock.Time.Advance(2 * Second);
        Assert.Equal(("completed", 6, 2), Seen(await mock.BatchAsync(id)));
    }

    private static Task<MockService> StartAsync(MockMisbehaviour misbehaviour, double rowFailRate = 0) =>
        MockService.StartAsync(
            new MockServerOptions
            {
                BatchDuration = 10 * Second,
                RowFailRate = rowFailRate,
                Misbehaviour = misbehaviour,
            }
        );

    // With half of its rows done.
    private static async Task<string> CancelledAsync(MockService mock, int rows)
    {
        var id = await mock.CreatedAsync(rows);
        mock.Time.Advance(5 * Second);
        await CancelAsync(mock, id);
        mock.Time.Advance(Second);
        return id;
    }

    private static async Task CancelAsync(MockService mock, string id)
    {
        using var answer = await mock.Http.PostAsync($"{mock.Api}/batches/{id}/cancel", null);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private static Task<HttpResponseMessage> PostAsync(MockService mock, string id) =>
        mock.Http.PostAsync($"{mock.Api}/batches/{id}/retry", null);

    private static Task<HttpResponseMessage> NamedAsync(MockService mock, string id, IEnumerable<string> ids) =>
        mock.PostAsync(
            $"batches/{id}/retry-requests",
            new JsonObject { ["request_ids"] = new JsonArray([.. ids.Select(name => JsonValue.Create(name))]) }
        );

    private static async Task<JsonElement> RetriedAsync(MockService mock, string id)
    {
        using var answer = await PostAsync(mock, id);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await MockService.JsonAsync(answer);
    }

    private static async Task<(string Status, int Done)> EndedAsync(MockService mock, string id)
    {
        var (status, completed, failed) = Seen(await mock.EndedAsync(id));
        return (status, completed + failed);
    }

    private static long Completed(JsonElement batch) => batch.GetProperty("completed_at").GetInt64();

    private static (string Status, int Completed, int Failed) Seen(JsonElement batch)
    {
        var counts = batch.GetProperty("request_counts");
        return (
            MockService.Text(batch, "status"),
            counts.GetProperty("completed").GetInt32(),
            counts.GetProperty("failed").GetInt32()
        );
    }
}
