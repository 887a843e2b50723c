using System.Text.Json;

namespace BatchLoadTest.Tests.EndToEnd;

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
