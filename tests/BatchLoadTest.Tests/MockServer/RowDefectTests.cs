using BatchLoadTest.MockServer.Counting;
using BatchLoadTest.MockServer.Options;
using BatchLoadTest.MockServer.Server;

namespace BatchLoadTest.Tests.MockServer;

public sealed class RowDefectTests
{
    private static readonly MockMisbehaviour Everything = new()
    {
        LoseRows = 0.05,
        DoubleRows = 0.06,
        SwapRows = 0.07,
        CorruptRows = 0.08,
        RowsInBoth = 0.09,
        StripRows = 0.1,
        IncompleteDownloads = 0.5,
    };

    [Theory]
    [InlineData(MockFlavour.ControlLayer)]
    [InlineData(MockFlavour.OpenAI)]
    public async Task WhatAClientFinds_IsWhatTheServerCounts_WithAllDefectsAtOnce(MockFlavour flavour)
    {
        await using var mock = await MockService.StartAsync(
            new MockServerOptions
            {
                Flavour = flavour,
                RowFailRate = 0.2,
                OutputErrorRate = 0.1,
                Misbehaviour = Everything,
                Seed = 3,
            }
        );
        var found = new FoundDefects();
        foreach (var rows in new[] { 1, 2, 7, 50, 50, 200 })
        {
            await found.ReadAsync(mock, await mock.EndedAsync(await mock.CreatedAsync(rows)), rows);
        }

        var counted = mock.Host.Counts().Defects;
        Assert.Equal(
            counted.RowsLost
                + counted.RowsSwapped
                + counted.RowsCorrupted
                + counted.RowsStrippedOfId
                + counted.RowsWithheld,
            found.Missing
        );
        Assert.Equal(counted.RowsDoubled, found.Doubled);
        Assert.Equal(counted.RowsSwapped, found.Foreign);
        Assert.Equal(counted.RowsCorrupted, found.NoJson);
        Assert.Equal(counted.RowsInBoth, found.InBoth);
        Assert.Equal(counted.RowsStrippedOfId, found.WithoutId);
        Assert.Equal(counted.RowsStripped, found.WithoutId + found.WithoutResult);
        Assert.Equal(counted.RowsNon2xx, found.Non2xx);
        Assert.All(
            [
                counted.RowsLost,
                counted.RowsDoubled,
                counted.RowsSwapped,
                counted.RowsCorrupted,
                counted.RowsInBoth,
                counted.RowsStrippedOfId,
                counted.RowsStripped - counted.RowsStrippedOfId,
                counted.RowsNon2xx,
                counted.RowsWithheld,
            ],
            count => Assert.True(count > 0)
        );
    }

    [Fact]
    public async Task ADefectOfAllRows_BefallsAllRows()
    {
        Assert.Equal(8, (await CountsAsync(new() { LoseRows = 1 }, 8)).RowsLost);
        Assert.Equal(8, (await CountsAsync(new() { DoubleRows = 1 }, 8)).RowsDoubled);
        Assert.Equal(8, (await CountsAsync(new() { SwapRows = 1 }, 8)).RowsSwapped);
        Assert.Equal(8, (await CountsAsync(new() { CorruptRows = 1 }, 8)).RowsCorrupted);
        Assert.Equal(8, (await CountsAsync(new() { RowsInBoth = 1 }, 8)).RowsInBoth);
        Assert.Equal(8, (await CountsAsync(new() { StripRows = 1 }, 8)).RowsStripped);
    }

    [Fact]
    public async Task AShareOfRows_IsNearlyExactEvenInSmallBatches()
    {
        for (var seed = 0; seed < 10; seed++)
        {
            var counts = await CountsAsync(new() { LoseRows = 0.1, RowsInBoth = 0.2 }, 30, seed);
            Assert.InRange(counts.RowsLost, 2, 4);
            Assert.InRange(counts.RowsInBoth, 5, 7);
        }
    }

    [Fact]
    public async Task DoubledRows_AreInTheOutputFileOnly_AndNotNeighbours()
    {
        await using var mock = await MockService.StartAsync(
            new MockServerOptions
            {
                RowFailRate = 0.5,
                Misbehaviour = new() { DoubleRows = 1 },
            }
        );
        var batch = await mock.EndedAsync(await mock.CreatedAsync(8));
        var output = MockService.Ids(await mock.LinesAsync(MockService.Text(batch, "output_file_id"))).ToList();
        var errors = await mock.LinesAsync(MockService.Text(batch, "error_file_id"));

        Assert.Equal(8, output.Count);
        Assert.Equal(output.Take(4), output.Skip(4), StringComparer.Ordinal);
        Assert.Equal(4, errors.Count);
        Assert.Equal(4, mock.Host.Counts().Defects.RowsDoubled);
    }

    [Fact]
    public async Task TheSameSeed_MakesTheSameDefects()
    {
        var misbehaviour = Everything with { IncompleteDownloads = 0 };
        Assert.Equal(await OutputAsync(misbehaviour, seed: 1), await OutputAsync(misbehaviour, seed: 1));
        Assert.NotEqual(await OutputAsync(misbehaviour, seed: 1), await OutputAsync(misbehaviour, seed: 2));
    }

    [Fact]
    public async Task Counts_StayThoseOfTheRowsAsTheyShouldHaveBeen()
    {
        await using var mock = await MockService.StartAsync(
            new MockServerOptions
            {
                RowFailRate = 0.25,
                Misbehaviour = new() { LoseRows = 1 },
            }
        );
        var counts = (await mock.EndedAsync(await mock.CreatedAsync(8))).GetProperty("request_counts");

        Assert.Equal(6, counts.GetProperty("completed").GetInt32());
        Assert.Equal(2, counts.GetProperty("failed").GetInt32());
        Assert.Equal(new MockRowCounts(Input: 8, Succeeded: 6, Failed: 2), mock.Host.Counts().Rows);
    }

    [Fact]
    public async Task Defects_AreCountedOnceTheBatchHasEnded_FetchedOrNot_AlsoWhenItIsGone()
    {
        await using var mock = await MockService.StartAsync(
            new MockServerOptions { Misbehaviour = new() { LoseRows = 1 } }
        );
        var file = await mock.UploadedAsync(MockService.Rows(4));
        await mock.CreatedAsync(file);
        Assert.Equal(0, mock.Host.Counts().Defects.RowsLost);

        mock.Time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(4, mock.Host.Counts().Defects.RowsLost);
        Assert.Equal(4, mock.Host.Counts().Defects.RowsLost);

        using var deleted = await mock.Http.DeleteAsync($"{mock.Api}/files/{file}");
        Assert.Equal(4, mock.Host.Counts().Defects.RowsLost);

        using var reset = await mock.Http.PostAsync("/mock/reset", null);
        Assert.Equal(0, mock.Host.Counts().Defects.RowsLost);
    }

    [Fact]
    public async Task ACancelledBatch_HasTheDefectsOfTheRowsThatItFinished()
    {
        await using var mock = await MockService.StartAsync(
            new MockServerOptions
            {
                BatchDuration = TimeSpan.FromSeconds(10),
                Misbehaviour = new() { LoseRows = 1 },
            }
        );
        var id = await mock.CreatedAsync(10);
        mock.Time.Advance(TimeSpan.FromSeconds(5));
        using var cancel = await mock.Http.PostAsync($"{mock.Api}/batches/{id}/cancel", null);
        await mock.EndedAsync(id);

        Assert.Equal(5, mock.Host.Counts().Defects.RowsLost);
    }

    [Fact]
    public async Task AnOpenAIBatchThatLostAllItsRows_HasNoFiles()
    {
        await using var mock = await MockService.StartAsync(
            new MockServerOptions
            {
                Flavour = MockFlavour.OpenAI,
                Misbehaviour = new() { LoseRows = 1 },
            }
        );
        var batch = await mock.EndedAsync(await mock.CreatedAsync(3));

        Assert.Equal("completed", MockService.Text(batch, "status"));
        Assert.Null(batch.GetProperty("output_file_id").GetString());
        Assert.Null(batch.GetProperty("error_file_id").GetString());
    }

    [Fact]
    public async Task MoreDefectsThanRows_AreRefused()
    {
        var options = new MockServerOptions
        {
            Misbehaviour = new()
            {
                LoseRows = 0.6,
                StripRows = 0.6,
                SwapRows = -1,
            },
        };

        var refused = await Assert.ThrowsAsync<ArgumentException>(() =>
            MockServerHost.StartAsync(options, TimeProvider.System, TestContext.Current.CancellationToken)
        );

        Assert.Contains("SwapRows: must be from 0 to 1", refused.Message, StringComparison.Ordinal);
        options = new MockServerOptions
        {
            Misbehaviour = new() { LoseRows = 0.6, StripRows = 0.6 },
        };
        Assert.Equal(
            ["LoseRows to StripRows, VanishRows, CancelLoseRows and CancelDoubleRows: together at most 1"],
            options.Validate(),
            StringComparer.Ordinal
        );
    }

    private static async Task<MockDefectCounts> CountsAsync(MockMisbehaviour misbehaviour, int rows, int seed = 0)
    {
        await using var mock = await MockService.StartAsync(
            new MockServerOptions { Misbehaviour = misbehaviour, Seed = seed }
        );
        await mock.EndedAsync(await mock.CreatedAsync(rows));
        return mock.Host.Counts().Defects;
    }

    private static async Task<string[]> OutputAsync(MockMisbehaviour misbehaviour, int seed)
    {
        await using var mock = await MockService.StartAsync(
            new MockServerOptions { Misbehaviour = misbehaviour, Seed = seed }
        );
        var batch = await mock.EndedAsync(await mock.CreatedAsync(50));
        return await mock.TextLinesAsync(MockService.Text(batch, "output_file_id"));
    }
}
