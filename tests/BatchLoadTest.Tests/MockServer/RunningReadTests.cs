using System.Text.Json;
using BatchLoadTest.MockServer.Options;

namespace BatchLoadTest.Tests.MockServer;

/// <summary>The output file of a running batch, read on from its last line each time.</summary>
public sealed class RunningReadTests
{
    [Theory]
    [InlineData(10, 0.3)]
    [InlineData(200, 0.01)]
    [InlineData(200, 0.2)]
    [InlineData(1000, 0.01)]
    public async Task LateRows_ArePassedOver_AndOthersSentAgain_AsTheCountsSay(int rows, double share)
    {
        await using var mock = await StartAsync(new() { LateCommitRows = share });
        var id = await mock.CreatedAsync(rows);

        var (lines, wrong) = await ReadAsync(mock, id);

        var output = MockService.Text(await mock.BatchAsync(id), "output_file_id");
        var whole = MockService.Ids(await mock.LinesAsync(output)).ToList();
        Assert.Equal(rows, whole.Distinct(StringComparer.Ordinal).Count());
        var read = MockService.Ids(lines).ToList();
        Assert.Equal(rows, read.Count);
        var defects = mock.Host.Counts().Defects;
        Assert.Equal(whole.Except(read, StringComparer.Ordinal).Count(), defects.RowsPassedOver);
        Assert.Equal(read.Count - read.Distinct(StringComparer.Ordinal).Count(), defects.RowsSentAgain);
        Assert.InRange(defects.RowsPassedOver, 1, rows / 2);
        Assert.Equal((0, 0), (wrong, defects.LastLinesWrong));
        Assert.Equal(0, defects.RowsLost + defects.RowsDoubled);
    }

    [Fact]
    public async Task WithoutLateRows_WhatIsRead_IsTheFile()
    {
        await using var mock = await StartAsync(new());
        var id = await mock.CreatedAsync(500);

        var (lines, wrong) = await ReadAsync(mock, id);

        var output = MockService.Text(await mock.BatchAsync(id), "output_file_id");
        Assert.Equal(MockService.Ids(await mock.LinesAsync(output)), MockService.Ids(lines));
        var defects = mock.Host.Counts().Defects;
        Assert.Equal((0, 0, 0), (wrong, defects.RowsPassedOver, defects.RowsSentAgain));
    }

    [Fact]
    public async Task WhatIsNoReaderThatGoesOn_IsNotCounted()
    {
        await using var mock = await StartAsync(new() { LateCommitRows = 0.2 });
        var id = await mock.CreatedAsync(200);
        var output = MockService.Text(await mock.BatchAsync(id), "output_file_id");
        await ReadAsync(mock, id);
        var before = mock.Host.Counts().Defects;
        await mock.LinesAsync(output);
        await mock.LinesAsync(output, "?skip=3");

        Assert.Equal(before, mock.Host.Counts().Defects);

        var other = await mock.EndedAsync(await mock.CreatedAsync(200));
        await mock.LinesAsync(MockService.Text(other, "output_file_id"));
        Assert.Equal(before, mock.Host.Counts().Defects);
    }

    [Fact]
    public async Task WrongLastLine_IsOneTooHigh_WhileTheBatchRuns_AndCounted()
    {
        await using var mock = await StartAsync(new() { WrongLastLine = 1 });
        var id = await mock.CreatedAsync(100);

        var (_, wrong) = await ReadAsync(mock, id);

        Assert.InRange(wrong, 2, 100);
        Assert.Equal(wrong, mock.Host.Counts().Defects.LastLinesWrong);
    }

    [Fact]
    public async Task LateRows_WithFailedAndDoubledOnes_AreInNoLineCount()
    {
        await using var mock = await StartAsync(new() { LateCommitRows = 0.3, DoubleRows = 0.2 }, rowFailRate: 0.3);
        var id = await mock.CreatedAsync(300);
        foreach (var file in new[] { "output_file_id", "error_file_id" })
        {
            mock.Time.Advance(TimeSpan.FromSeconds(1));
            var name = MockService.Text(await mock.BatchAsync(id), file);
            using var answer = await mock.Http.GetAsync($"{mock.Api}/files/{name}/content");
            var lines = await mock.LinesAsync(name);

            Assert.NotEmpty(lines);
            Assert.Equal([$"{lines.Count}"], answer.Headers.GetValues("X-Last-Line"));
            var shown = await MockService.JsonAsync(await mock.Http.GetAsync($"{mock.Api}/files/{name}"));
            var bytes = (await answer.Content.ReadAsByteArrayAsync()).Length;
            Assert.Equal(bytes, shown.GetProperty("bytes").GetInt64());
        }
    }

    private static Task<MockService> StartAsync(MockMisbehaviour misbehaviour, double rowFailRate = 0) =>
        MockService.StartAsync(new MockServerOptions { Misbehaviour = misbehaviour, RowFailRate = rowFailRate });

    // As an official client does: at each poll from the lines that it has, until the ended batch has no more. How many answers
    // had a wrong last line.
    private static async Task<(List<JsonElement> Lines, int WrongLastLines)> ReadAsync(MockService mock, string id)
    {
        var output = MockService.Text(await mock.BatchAsync(id), "output_file_id");
        List<JsonElement> lines = [];
        var wrong = 0;
        for (var isComplete = false; !isComplete; )
        {
            mock.Time.Advance(TimeSpan.FromSeconds(0.1));
            using var answer = await mock.Http.GetAsync($"{mock.Api}/files/{output}/content?skip={lines.Count}");
            var text = await answer.Content.ReadAsStringAsync();
            lines.AddRange(text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(MockService.Parse));
            wrong += answer.Headers.GetValues("X-Last-Line").Single() == $"{lines.Count}" ? 0 : 1;
            isComplete = answer.Headers.GetValues("X-Incomplete").Single() == "false";
        }

        return (lines, wrong);
    }
}
