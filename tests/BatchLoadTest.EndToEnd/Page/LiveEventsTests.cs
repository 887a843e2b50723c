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

        // No test runs, so that no second that ends is a reason to send anything. A sign of life comes 15 s after what was
        // sent last: what waits for it is never sooner. A busy machine may be slow once, and gets another chance.
        var times = new List<TimeSpan>();
        do
        {
            var begin = TimeProvider.System.GetTimestamp();
            await program.TextAsync("stats/reset");
            var news = await NextAsync(events);
            var line = Assert.Single(news.GetProperty("log").EnumerateArray());
            Assert.Contains("were reset", line.GetProperty("text").GetString(), StringComparison.Ordinal);
            times.Add(TimeProvider.System.GetElapsedTime(begin));
        } while (times[^1] > TimeSpan.FromSeconds(7) && times.Count < 5);

        Assert.True(times[^1] < TimeSpan.FromSeconds(7), $"sent after {string.Join(", ", times)}");
    }

    [Fact]
    public async Task Reset_WithBatchesInFlight_NothingIsLessThanNothing_AndTheEndShowsTheWholeRun()
    {
        await using var program = await PageProgram.StartAsync([
            .. "--host mock --mock-batch-duration 3s --users 4 --spawn-rate 4 --run-time 10m --autostart".Split(' '),
            .. "--poll-interval 500ms --wait 0s --stop-timeout 0s".Split(' '),
        ]);
        await program.HasRequestsAsync(40);
        await program.TextAsync("stats/reset");
        using var events = new StreamReader(
            await program.Client.GetStreamAsync(
                new Uri("live/events", UriKind.Relative),
                TestContext.Current.CancellationToken
            )
        );

        // It ends when batches from before the reset have ended since then, however long this machine takes for that.
        const int Enough = 8;
        var isStopping = false;
        var seconds = 0;
        var received = 0;
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
                var shown = data.GetProperty("timeline");
                var length = shown.GetProperty("in_flight").GetArrayLength();
                seconds = Math.Max(seconds, shown.GetProperty("from").GetInt32() + length);
                // A message holds what is new since the one before.
                received += length;
                if (received >= Enough && !isStopping)
                {
                    isStopping = true;
                    await program.TextAsync("stop");
                }
            }
        } while (news.GetProperty("state").GetString() != "stopped");

        // From the run's start on, as in its report.
        var timeline = news.GetProperty("data").GetProperty("timeline");
        Assert.Equal(0, timeline.GetProperty("from").GetInt32());
        Assert.True(timeline.GetProperty("in_flight").GetArrayLength() >= seconds, $"{seconds}: {timeline}");
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
