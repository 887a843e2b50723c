using System.Net;
using System.Text.Json;
using BatchLoadTest.MockServer;

namespace BatchLoadTest.Tests.MockServer;

public sealed class LifecycleTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task ABatch_WalksThroughItsPhases_ByTheClock()
    {
        await using var mock = await MockService.StartAsync(Lasting(10));
        var id = await mock.CreatedAsync(10);

        Assert.Equal(("validating", 0), await SeenAsync(mock, id));
        mock.Time.Advance(Second);
        Assert.Equal(("in_progress", 0), await SeenAsync(mock, id));
        mock.Time.Advance(4 * Second);
        Assert.Equal(("in_progress", 5), await SeenAsync(mock, id));
        mock.Time.Advance(4 * Second);
        Assert.Equal(("finalizing", 10), await SeenAsync(mock, id));
        mock.Time.Advance(Second);
        Assert.Equal(("completed", 10), await SeenAsync(mock, id));
    }

    [Fact]
    public async Task Results_AreTheInputsRowsOnceEach_InAnotherOrder()
    {
        await using var mock = await MockService.StartAsync(Lasting(1));
        var batch = await EndedAsync(mock, await mock.CreatedAsync(50));

        var ids = MockService.Ids(await mock.LinesAsync(MockService.Text(batch, "output_file_id"))).ToList();

        var expected = Enumerable.Range(0, 50).Select(i => $"row-{i}").ToList();
        Assert.NotEqual(expected, ids);
        Assert.Equal(expected.Order(StringComparer.Ordinal), ids.Order(StringComparer.Ordinal));
    }

    private static MockServerOptions Lasting(int seconds) => new() { BatchDuration = seconds * Second };

    private static async Task<(string Status, int Completed)> SeenAsync(MockService mock, string id)
    {
        var batch = await mock.BatchAsync(id);
        var completed = batch.GetProperty("request_counts").GetProperty("completed").GetInt32();
        return (MockService.Text(batch, "status"), completed);
    }

    private static async Task<JsonElement> EndedAsync(MockService mock, string id)
    {
        mock.Time.Advance(TimeSpan.FromMinutes(1));
        return await mock.BatchAsync(id);
    }
}
