using System.Text.Json;
using System.Text.Json.Nodes;
using BatchLoadTest.MockServer.Counting;
using BatchLoadTest.MockServer.Options;

namespace BatchLoadTest.Tests.MockServer;

public sealed class WindowTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData("30s", 30)]
    [InlineData("5m", 300)]
    [InlineData("1h", 3600)]
    [InlineData("2d", 172_800)]
    public async Task ABatch_ExpiresItsWindowAfterItsCreation(string window, int seconds)
    {
        await using var mock = await MockService.StartAsync();

        var batch = await mock.BatchAsync(await CreatedAsync(mock, window));

        Assert.Equal(window, MockService.Text(batch, "completion_window"));
        Assert.Equal(seconds, Time(batch, "expires_at") - Time(batch, "created_at"));
    }

    [Fact]
    public async Task AWindowShorterThanTheWork_IsMissed()
    {
        await using var mock = await MockService.StartAsync(new MockServerOptions { BatchDuration = 10 * Second });
        var late = await CreatedAsync(mock, "9s");
        await CreatedAsync(mock, "10s");

        var batch = await mock.EndedAsync(late);

        Assert.Equal("completed", MockService.Text(batch, "status"));
        Assert.Equal(9, Time(batch, "expires_at") - Time(batch, "created_at"));
        Assert.Equal(10, Time(batch, "completed_at") - Time(batch, "created_at"));
        Assert.Equal(1, mock.Host.Counts().Defects.BatchesLate);
        Assert.Equal((1, 1), (mock.Host.Counts().Batches.Completed, mock.Host.Counts().Batches.Expired));
    }

    [Fact]
    public async Task MissWindow_IsOfTheBatchesWithThatWindow_AndCounted()
    {
        await using var mock = await MockService.StartAsync(
            new MockServerOptions
            {
                Misbehaviour = new() { MissWindows = [new WindowMiss("1h", 1), new WindowMiss("2h", 0.3)] },
            }
        );
        var batches = new List<(string Window, string Id)>();
        for (var i = 0; i < 200; i++)
        {
            var window = (i % 4) switch
            {
                0 => "1h",
                1 => "24h",
                _ => "2h",
            };
            batches.Add((window, await CreatedAsync(mock, window)));
        }

        mock.Time.Advance(60 * Second);
        var late = new List<string>();
        foreach (var (window, id) in batches)
        {
            var batch = await mock.BatchAsync(id);
            if (Time(batch, "completed_at") > Time(batch, "expires_at"))
            {
                late.Add(window);
            }
        }

        Assert.Equal(50, late.Count(window => window == "1h"));
        Assert.Equal(0, late.Count(window => window == "24h"));
        Assert.InRange(late.Count(window => window == "2h"), 20, 40);
        Assert.Equal(late.Count, mock.Host.Counts().Defects.BatchesLate);
    }

    [Fact]
    public void MissWindow_AsksForAWindow()
    {
        var options = new MockServerOptions
        {
            Misbehaviour = new() { MissWindows = [new WindowMiss("1h", 2), new WindowMiss("soon", 1)] },
        };

        Assert.Equal(
            ["MissWindows 1h: must be from 0 to 1", "MissWindows: 'soon' is no completion window"],
            options.Validate()
        );
    }

    [Fact]
    public async Task Counts_HaveTheBatchesOfEachWindow()
    {
        await using var mock = await MockService.StartAsync(
            new MockServerOptions { Misbehaviour = new() { MissWindows = [new WindowMiss("1h", 1)] } }
        );
        await CreatedAsync(mock, "1h");
        await CreatedAsync(mock, "24h");
        var deleted = await CreatedAsync(mock, "24h");
        Assert.Equal(new MockWindowCounts(2, 6, 0, 0), mock.Host.Counts().Windows["24h"]);

        await mock.EndedAsync(deleted);
        using var deletion = await mock.Http.DeleteAsync(
            $"{mock.Api}/files/{MockService.Text(await mock.BatchAsync(deleted), "input_file_id")}"
        );

        var page = MockService.Parse(await mock.Http.GetStringAsync("/mock/counts")).GetProperty("windows");
        Assert.Equal(
            """{"1h":{"created":1,"rows":3,"completed":0,"expired":1},"24h":{"created":2,"rows":6,"completed":2,"expired":0}}""",
            page.GetRawText()
        );

        using var reset = await mock.Http.PostAsync("/mock/reset", null);
        Assert.Empty(mock.Host.Counts().Windows);
    }

    private static long Time(JsonElement batch, string name) => batch.GetProperty(name).GetInt64();

    private static async Task<string> CreatedAsync(MockService mock, string window)
    {
        using var created = await mock.PostAsync(
            "batches",
            new JsonObject
            {
                ["input_file_id"] = await mock.UploadedAsync(MockService.Rows(3)),
                ["endpoint"] = "/v1/chat/completions",
                ["completion_window"] = window,
            }
        );
        return MockService.Text(await MockService.JsonAsync(created), "id");
    }
}
