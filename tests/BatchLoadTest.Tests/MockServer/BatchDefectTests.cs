using System.Net;
using System.Text.Json;
using BatchLoadTest.MockServer.Options;

namespace BatchLoadTest.Tests.MockServer;

public sealed class BatchDefectTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData(MockFlavour.ControlLayer)]
    [InlineData(MockFlavour.OpenAI)]
    public async Task LyingCounts_ClaimOneCompletedRowMoreThanThereIs_OnceTheBatchHasEnded(MockFlavour flavour)
    {
        await using var mock = await StartAsync(new() { LyingCounts = 1 }, flavour);
        var id = await mock.CreatedAsync(10);
        mock.Time.Advance(5 * Second);
        Assert.Equal(("in_progress", 5), Seen(await mock.BatchAsync(id)));
        Assert.Equal(0, mock.Host.Counts().Defects.BatchesLying);

        var batch = await mock.EndedAsync(id);

        Assert.Equal(("completed", 11), Seen(batch));
        Assert.Equal(10, batch.GetProperty("request_counts").GetProperty("total").GetInt32());
        Assert.Equal(10, (await mock.LinesAsync(MockService.Text(batch, "output_file_id"))).Count);
        await mock.BatchAsync(id);
        Assert.Equal(1, mock.Host.Counts().Defects.BatchesLying);
        Assert.Equal(10, mock.Host.Counts().Rows.Succeeded);
    }

    [Fact]
    public async Task BackwardsStatus_ShowsTheStatusBefore_Once()
    {
        await using var mock = await StartAsync(new() { BackwardsStatus = 1 });
        var id = await mock.CreatedAsync(10);
        Assert.Equal(
            [("validating", 0), ("in_progress", 2), ("validating", 6), ("in_progress", 8), ("completed", 10)],
            await PollsAsync(mock, id, 0, 3, 3, 2, 2)
        );
        Assert.Equal(1, mock.Host.Counts().Defects.BatchesBackwards);
        Assert.Equal(0, mock.Host.Counts().Defects.BatchesShrinking);
    }

    [Fact]
    public async Task BackwardsStatus_HoldsBackAnEnd_AndComesAfterFinalizingToo()
    {
        await using var mock = await StartAsync(new() { BackwardsStatus = 1 });
        var id = await mock.CreatedAsync(10);
        Assert.Equal(
            [("finalizing", 10), ("in_progress", 10), ("completed", 10)],
            await PollsAsync(mock, id, 9.5, 5, 1)
        );
        var held = await mock.CreatedAsync(10);
        await PollsAsync(mock, held, 5);
        mock.Time.Advance(10 * Second);
        var batch = await mock.BatchAsync(held);
        Assert.Equal(("validating", 10), Seen(batch));
        Assert.False(batch.TryGetProperty("completed_at", out _));
    }

    [Fact]
    public async Task ABatchWhosePollsGiveNoOccasion_ShowsAndCountsNothing()
    {
        await using var mock = await StartAsync(new() { BackwardsStatus = 1, ShrinkingCounts = 1 });
        var id = await mock.CreatedAsync(10);

        Assert.Equal([("validating", 0), ("completed", 10)], await PollsAsync(mock, id, 0, 11));
        Assert.Equal(0, mock.Host.Counts().Defects.BatchesBackwards);
        Assert.Equal(0, mock.Host.Counts().Defects.BatchesShrinking);
    }

    [Fact]
    public async Task ShrinkingCounts_DropOnce_AndAreNotTheLastWord()
    {
        await using var mock = await StartAsync(new() { ShrinkingCounts = 1 });
        var id = await mock.CreatedAsync(10);
        Assert.Equal([("in_progress", 5), ("in_progress", 2), ("completed", 10)], await PollsAsync(mock, id, 5, 2, 8));
        var held = await mock.CreatedAsync(10);
        Assert.Equal([("in_progress", 5), ("finalizing", 2), ("completed", 10)], await PollsAsync(mock, held, 5, 6, 1));
        Assert.Equal(2, mock.Host.Counts().Defects.BatchesShrinking);
        Assert.Equal(0, mock.Host.Counts().Defects.BatchesBackwards);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(50)]
    public async Task UnknownStatus_IsShownToTheFirstPoll(double after)
    {
        await using var mock = await StartAsync(new() { UnknownStatus = 1 });
        var id = await mock.CreatedAsync(10);

        var polls = await PollsAsync(mock, id, after, 0, 50);

        Assert.Equal("warming_up", polls[0].Status);
        Assert.NotEqual("warming_up", polls[1].Status);
        Assert.Equal(("completed", 10), polls[2]);
        Assert.Equal(1, mock.Host.Counts().Defects.BatchesUnknownStatus);
    }

    [Fact]
    public async Task WhatPasses_ComesOneByOne_WithAnHonestPollBetween()
    {
        await using var mock = await StartAsync(
            new()
            {
                UnknownStatus = 1,
                BackwardsStatus = 1,
                ShrinkingCounts = 1,
            }
        );
        var id = await mock.CreatedAsync(10);
        Assert.Equal(
            [
                ("warming_up", 3),
                ("in_progress", 5),
                ("validating", 6),
                ("in_progress", 7),
                ("in_progress", 3),
                ("completed", 10),
            ],
            await PollsAsync(mock, id, 4, 1, 1, 1, 1, 3)
        );
    }

    [Fact]
    public async Task StuckFinalizing_NeverEnds_AndCountsOnceItShould()
    {
        await using var mock = await StartAsync(new() { StuckFinalizing = 1 });
        var id = await mock.CreatedAsync(10);
        Assert.Equal([("finalizing", 10)], await PollsAsync(mock, id, 9.5));
        Assert.Equal(0, mock.Host.Counts().Defects.BatchesStuck);
        Assert.Equal([("finalizing", 10), ("finalizing", 10)], await PollsAsync(mock, id, 1, 400));
        Assert.Equal(1, mock.Host.Counts().Defects.BatchesStuck);
        Assert.Equal(0, mock.Host.Counts().Batches.Completed);

        await CancelAsync(mock, id);
        Assert.Equal([("cancelling", 10), ("cancelled", 10)], await PollsAsync(mock, id, 0, 2));
        Assert.Equal(1, mock.Host.Counts().Batches.Cancelled);
    }

    [Fact]
    public async Task StuckCancelling_NeverEnds_OnceTheBatchIsCancelled()
    {
        await using var mock = await StartAsync(new() { StuckCancelling = 1 });
        var id = await mock.CreatedAsync(10);
        await PollsAsync(mock, id, 5);
        await CancelAsync(mock, id);
        Assert.Equal([("cancelling", 5)], await PollsAsync(mock, id, 0));
        Assert.Equal(0, mock.Host.Counts().Defects.BatchesStuck);
        Assert.Equal([("cancelling", 5), ("cancelling", 5)], await PollsAsync(mock, id, 2, 400));
        Assert.Equal(1, mock.Host.Counts().Defects.BatchesStuck);
        Assert.Equal(0, mock.Host.Counts().Batches.Cancelled);

        var other = await mock.CreatedAsync(10);
        Assert.Equal([("completed", 10)], await PollsAsync(mock, other, 11));
    }

    [Theory]
    [InlineData(MockFlavour.ControlLayer)]
    [InlineData(MockFlavour.OpenAI)]
    public async Task LateBatches_AreCompletedAfterTheirDeadline(MockFlavour flavour)
    {
        await using var mock = await StartAsync(new() { LateBatches = 1 }, flavour);
        var id = await mock.CreatedAsync(10);
        mock.Time.Advance(20 * Second);
        Assert.Equal(0, mock.Host.Counts().Defects.BatchesLate);

        var batch = await mock.BatchAsync(id);

        Assert.Equal(("completed", 10), Seen(batch));
        Assert.True(batch.GetProperty("completed_at").GetInt64() > batch.GetProperty("expires_at").GetInt64());
        Assert.Equal(1, mock.Host.Counts().Defects.BatchesLate);
        Assert.Equal(1, mock.Host.Counts().Batches.Expired);
    }

    [Fact]
    public async Task ABatchThatIsLateByTheExpireRate_IsCountedAsLateToo()
    {
        await using var mock = await MockService.StartAsync(new MockServerOptions { ExpireRate = 1 });
        await mock.EndedAsync(await mock.CreatedAsync(2));

        Assert.Equal(1, mock.Host.Counts().Defects.BatchesLate);
    }

    [Fact]
    public async Task HiddenAfterCreate_IsNotFound_UntilItsTime()
    {
        await using var mock = await StartAsync(new() { HiddenAfterCreate = Second });
        var id = await mock.CreatedAsync(10);
        using var early = await mock.Http.PostAsync($"{mock.Api}/batches/{id}/cancel", null);
        Assert.Equal(HttpStatusCode.NotFound, early.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, await mock.StatusAsync($"batches/{id}"));
        Assert.Empty((await mock.GetJsonAsync("batches")).GetProperty("data").EnumerateArray());

        mock.Time.Advance(Second);
        Assert.Equal(HttpStatusCode.OK, await mock.StatusAsync($"batches/{id}"));
        Assert.Single((await mock.GetJsonAsync("batches")).GetProperty("data").EnumerateArray());
    }

    [Fact]
    public async Task AShareOfBatches_IsTheSameInEveryRunWithASeed()
    {
        var first = await LyingAsync(seed: 1);
        Assert.InRange(first.Count(lies => lies), 20, 40);
        Assert.Equal(first, await LyingAsync(seed: 1));
        Assert.NotEqual(first, await LyingAsync(seed: 2));
    }

    [Fact]
    public async Task WithoutMisbehaviour_EveryDefectIsZero_OnTheCountsPage()
    {
        await using var mock = await MockService.StartAsync(new MockServerOptions { RowFailRate = 0.5 });
        await mock.EndedAsync(await mock.CreatedAsync(4));
        var page = MockService.Parse(await mock.Http.GetStringAsync("/mock/counts"));
        var defects = page.GetProperty("defects").EnumerateObject().ToList();

        Assert.Equal(
            "rows_lost rows_doubled rows_swapped rows_corrupted rows_in_both rows_stripped rows_stripped_of_id "
                + "rows_non_2xx rows_withheld rows_cut_off batches_lying batches_backwards batches_shrinking "
                + "batches_unknown_status batches_stuck batches_late batches_wrong_usage rows_passed_over "
                + "rows_sent_again last_lines_wrong rows_changed rows_vanished rows_lost_on_cancel rows_doubled_on_cancel "
                + "rows_lost_on_retry rows_doubled_on_retry list_items_skipped list_items_repeated files_expired expiries_ignored "
                + "files_undeleted results_undeleted batches_surviving downloads_cut downloads_incomplete",
            string.Join(' ', defects.Select(defect => defect.Name))
        );
        Assert.All(defects, defect => Assert.Equal(0, defect.Value.GetInt64()));
    }

    private static Task<MockService> StartAsync(
        MockMisbehaviour misbehaviour,
        MockFlavour flavour = MockFlavour.ControlLayer
    ) =>
        MockService.StartAsync(
            new MockServerOptions
            {
                BatchDuration = 10 * Second,
                Misbehaviour = misbehaviour,
                Flavour = flavour,
            }
        );

    private static async Task CancelAsync(MockService mock, string id)
    {
        using var answer = await mock.Http.PostAsync($"{mock.Api}/batches/{id}/cancel", null);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    /// <summary>What polls see, each so many seconds after the one before.</summary>
    private static async Task<List<(string Status, int Completed)>> PollsAsync(
        MockService mock,
        string id,
        params double[] seconds
    )
    {
        var seen = new List<(string, int)>();
        foreach (var wait in seconds)
        {
            mock.Time.Advance(wait * Second);
            seen.Add(Seen(await mock.BatchAsync(id)));
        }

        return seen;
    }

    private static (string Status, int Completed) Seen(JsonElement batch) =>
        (MockService.Text(batch, "status"), batch.GetProperty("request_counts").GetProperty("completed").GetInt32());

    private static async Task<List<bool>> LyingAsync(int seed)
    {
        await using var mock = await MockService.StartAsync(
            new MockServerOptions
            {
                BatchDuration = TimeSpan.Zero,
                Misbehaviour = new() { LyingCounts = 0.3 },
                Seed = seed,
            }
        );
        var file = await mock.UploadedAsync(MockService.Rows(1));
        var lies = new List<bool>();
        for (var i = 0; i < 100; i++)
        {
            lies.Add(Seen(await mock.BatchAsync(await mock.CreatedAsync(file))).Completed != 1);
        }

        Assert.Equal(lies.Count(lie => lie), mock.Host.Counts().Defects.BatchesLying);
        return lies;
    }
}
