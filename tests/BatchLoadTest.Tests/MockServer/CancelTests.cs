using System.Net;
using BatchLoadTest.MockServer.Options;

namespace BatchLoadTest.Tests.MockServer;

/// <summary>A batch that is cancelled while its rows run.</summary>
public sealed class CancelTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task RowsOfACancelledBatch_AreInOneFileOrNotDone_AsTheCountsSay()
    {
        await using var mock = await StartAsync(new(), rowFailRate: 0.3);
        var id = await CancelledAsync(mock, 100);
        Assert.Equal("cancelling", MockService.Text(await mock.BatchAsync(id), "status"));
        mock.Time.Advance(Second);

        var rows = await FileRows.ReadAsync(mock, id);

        Assert.Equal(("cancelled", 50, 0, 0), (rows.Status, rows.Distinct, rows.Lost, rows.Doubled));
        Assert.Equal((rows.Output.Count, rows.Errors.Count), (rows.Completed, rows.Failed));
    }

    [Fact]
    public async Task CancelTail_LetsRowsComplete_AndTheFileSaysThatMoreWillCome()
    {
        await using var mock = await StartAsync(new(), tail: 2 * Second);
        var id = await CancelledAsync(mock, 80);
        List<(string, int, string)> seen = [];
        foreach (var wait in new[] { 0, 1, 0.5, 0.5, 5 })
        {
            mock.Time.Advance(wait * Second);
            var rows = await FileRows.ReadAsync(mock, id);
            var output = MockService.Text(rows.Batch, "output_file_id");
            using var answer = await mock.Http.GetAsync($"{mock.Api}/files/{output}/content");
            Assert.Equal(rows.Completed, rows.Output.Count);
            seen.Add((rows.Status, rows.Completed, answer.Headers.GetValues("X-Incomplete").Single()));
        }

        Assert.Equal(
            [
                ("cancelling", 40, "true"),
                ("cancelled", 50, "true"),
                ("cancelled", 55, "true"),
                ("cancelled", 60, "false"),
                ("cancelled", 60, "false"),
            ],
            seen
        );
    }

    [Theory]
    [InlineData(0.1, 0, 0)]
    [InlineData(0, 0.2, 0)]
    [InlineData(0.1, 0.1, 0.3)]
    public async Task RowsLostAndDoubledOnCancel_AreThoseThatTheFilesShow_AndCountOnce(
        double lost,
        double doubled,
        double rowFailRate
    )
    {
        await using var mock = await StartAsync(
            new() { CancelLoseRows = lost, CancelDoubleRows = doubled },
            rowFailRate
        );
        var id = await CancelledAsync(mock, 200);
        mock.Time.Advance(Second);
        Assert.Equal(0, mock.Host.Counts().Defects.RowsLostOnCancel + mock.Host.Counts().Defects.RowsDoubledOnCancel);

        var rows = await FileRows.ReadAsync(mock, id);
        await FileRows.ReadAsync(mock, id);

        Assert.Equal(100, rows.Completed + rows.Failed);
        var defects = mock.Host.Counts().Defects;
        Assert.Equal((rows.Lost, rows.Doubled), (defects.RowsLostOnCancel, defects.RowsDoubledOnCancel));
        Assert.InRange(rows.Lost, 90 * lost, 110 * lost);
        Assert.InRange(rows.Doubled, 70 * doubled, 110 * doubled);
        Assert.Equal(0, defects.RowsLost + defects.RowsDoubled + defects.RowsInBoth);
    }

    [Fact]
    public async Task BatchesThatNobodyCancels_OrOnlyOnceTheyHaveEnded_AreSpared()
    {
        await using var mock = await StartAsync(new() { CancelLoseRows = 0.5, CancelDoubleRows = 0.5 });
        var (ended, late) = (await mock.CreatedAsync(20), await mock.CreatedAsync(20));
        await mock.EndedAsync(ended);
        await CancelAsync(mock, late);

        foreach (var id in new[] { ended, late })
        {
            var rows = await FileRows.ReadAsync(mock, id);
            Assert.Equal((20, 0, 0), (rows.Output.Count, rows.Lost, rows.Doubled));
        }

        Assert.Equal(0, mock.Host.Counts().Defects.RowsLostOnCancel);
    }

    [Fact]
    public async Task WhatTheTailAdds_IsCountedWithTheReadThatHasIt()
    {
        await using var mock = await StartAsync(new() { CancelLoseRows = 0.5 }, tail: 3 * Second);
        var id = await CancelledAsync(mock, 80);
        mock.Time.Advance(Second);
        var early = await FileRows.ReadAsync(mock, id);
        Assert.Equal(early.Lost, mock.Host.Counts().Defects.RowsLostOnCancel);
        mock.Time.Advance(2 * Second);

        var rows = await FileRows.ReadAsync(mock, id);

        Assert.True(rows.Lost > early.Lost);
        Assert.Equal(rows.Lost, mock.Host.Counts().Defects.RowsLostOnCancel);
    }

    private static Task<MockService> StartAsync(
        MockMisbehaviour misbehaviour,
        double rowFailRate = 0,
        TimeSpan tail = default
    ) =>
        MockService.StartAsync(
            new MockServerOptions
            {
                BatchDuration = 10 * Second,
                RowFailRate = rowFailRate,
                CancelTail = tail,
                Misbehaviour = misbehaviour,
            }
        );

    // With half of its rows done.
    private static async Task<string> CancelledAsync(MockService mock, int rows)
    {
        var id = await mock.CreatedAsync(rows);
        mock.Time.Advance(5 * Second);
        await CancelAsync(mock, id);
        return id;
    }

    private static async Task CancelAsync(MockService mock, string id)
    {
        using var answer = await mock.Http.PostAsync($"{mock.Api}/batches/{id}/cancel", null);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }
}
