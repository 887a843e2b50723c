using System.Text.Json;

namespace BatchLoadTest.EndToEnd.Page;

/// <summary>What an open page is sent, and when.</summary>
public sealed class LiveEventsTests
{
    [Fact]
    public async Task Reset_IsSentAtOnce()
    {
        await using var program = await PageProgram.StartAsync("--host", "mock");
        using var events = new StreamReader(
            await program.Client.GetStreamAsync(
                new Uri("live/events", UriKind.Relative),
                TestContext.Current.CancellationToken
            )
        );
        await NextAsync(events);

        await program.TextAsync("stats/reset");

        // No test runs, so that no second that ends is a reason to send anything; a sign of life comes after 15 s.
        var news = await NextAsync(events).WaitAsync(TimeSpan.FromSeconds(7), TestContext.Current.CancellationToken);
        var line = Assert.Single(news.GetProperty("log").EnumerateArray());
        Assert.Contains("were reset", line.GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reset_WithBatchesInFlight_NothingIsLessThanNothing_AndTheEndShowsTheWholeRun()
    {
        await using var program = await PageProgram.StartAsync([
            .. "--host mock --mock-batch-duration 3s --users 4 --spawn-rate 4 --run-time 12s --autostart".Split(' '),
            .. "--poll-interval 500ms --wait 0s --p95-threshold-ms 10000".Split(' '),
        ]);
        await program.HasRequestsAsync(40);
        await program.TextAsync("stats/reset");
        using var events = new StreamReader(
            await program.Client.GetStreamAsync(
                new Uri("live/events", UriKind.Relative),
                TestContext.Current.CancellationToken
            )
        );

        JsonElement news;
        do
        {
            news = await NextAsync(events);
            if (news.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Object)
            {
                Assert.True(data.GetProperty("batches").GetProperty("in_flight").GetInt64() >= 0, $"{data}");
                Assert.All(
                    data.GetProperty("timeline").GetProperty("in_flight").EnumerateArray(),
                    each => Assert.True(each.ValueKind == JsonValueKind.Null || each.GetInt64() >= 0, $"{data}")
                );
            }
        } while (news.GetProperty("state").GetString() != "stopped");

        // From the run's start on, as in its report.
        var timeline = news.GetProperty("data").GetProperty("timeline");
        Assert.Equal(0, timeline.GetProperty("from").GetInt32());
        Assert.True(timeline.GetProperty("in_flight").GetArrayLength() >= 12, $"{timeline}");
    }

    private static async Task<JsonElement> NextAsync(StreamReader events)
    {
        const string Data = "data: ";
        while (true)
        {
            var line = await events.ReadLineAsync(TestContext.Current.CancellationToken);
            Assert.NotNull(line);
            if (line.StartsWith(Data, StringComparison.Ordinal))
            {
                return JsonElement.Parse(line[Data.Length..]);
            }
        }
    }
}
