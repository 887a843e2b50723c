using System.Text.Json;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.EndToEnd.Page;

/// <summary>Our endpoints beside those of a real Locust: what both have is of the same type and means the same.</summary>
[Trait("needs", "locust")]
public sealed class LocustItselfTests
{
    [Fact]
    public async Task Answers_AreOfLocustsMembersAndTypes()
    {
        await using var locust = await LocustPage.StartAsync();
        await using var ours = await PageProgram.StartAsync(
            "--host",
            "mock",
            "--mock-batch-duration",
            "200ms",
            "--mock-fail-rate",
            "20%",
            "--poll-interval",
            "100ms",
            "--wait",
            "0.1s"
        );
        SameState("ready", await locust.GetAsync("stats/requests"), await ours.GetAsync("stats/requests"));

        Same("swarm", await SwarmAsync(locust.Client), await SwarmAsync(ours.Client));
        await Task.Delay(4000);
        var theirs = await locust.GetAsync("stats/requests");
        var mine = await ours.GetAsync("stats/requests");
        SameState("running", theirs, mine);
        Same("stats", theirs, mine, "current_response_time_percentile_95", "current_response_time_percentile_50");
        Same(
            "entry",
            theirs.GetProperty("stats")[0],
            mine.GetProperty("stats")[0],
            "ninetieth_response_time",
            "ninety_ninth_response_time"
        );
        Same("error", theirs.GetProperty("errors")[0], mine.GetProperty("errors")[0]);
        Assert.Equal("Aggregated", Last(theirs).GetProperty("name").GetString());
        Assert.Equal("Aggregated", Last(mine).GetProperty("name").GetString());
        Same("exceptions", await locust.GetAsync("exceptions"), await ours.GetAsync("exceptions"));
        foreach (var path in (string[])["stats/requests/csv", "stats/failures/csv", "exceptions/csv"])
        {
            Assert.Equal(
                await HeaderAsync(locust.Client, path),
                (await HeaderAsync(ours.Client, path)).Replace(
                    ",First Seen,Last Seen,Words",
                    "",
                    StringComparison.Ordinal
                )
            );
        }

        Same("stop", await locust.GetAsync("stop"), await ours.GetAsync("stop"));
        Assert.Equal(
            await locust.Client.GetStringAsync(new Uri("stats/reset", UriKind.Relative)),
            await ours.TextAsync("stats/reset")
        );
    }

    private static async Task<JsonElement> SwarmAsync(HttpClient client)
    {
        using var form = new FormUrlEncodedContent([new("user_count", "3"), new("spawn_rate", "10")]);
        using var response = await client.PostAsync(new Uri("swarm", UriKind.Relative), form);
        Assert.Equal("application/json", response.Content.Headers.ContentType!.MediaType);
        return JsonElement.Parse(await response.Content.ReadAsStringAsync());
    }

    private static async Task<string> HeaderAsync(HttpClient client, string path)
    {
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal("text/csv", response.Content.Headers.ContentType!.MediaType);
        Assert.Contains(
            "attachment",
            response.Content.Headers.ContentDisposition!.DispositionType,
            StringComparison.Ordinal
        );
        return (await response.Content.ReadAsStringAsync()).ReplaceLineEndings("\n").Split('\n')[0];
    }

    private static JsonElement Last(JsonElement stats) => stats.GetProperty("stats").EnumerateArray().Last();

    private static void SameState(string state, JsonElement theirs, JsonElement ours)
    {
        Assert.Equal(state, theirs.GetProperty("state").GetString());
        Assert.Equal(state, ours.GetProperty("state").GetString());
    }

    // Members that newer versions have renamed are named by the caller.
    private static void Same(string what, JsonElement theirs, JsonElement ours, params string[] renamed)
    {
        foreach (var member in theirs.EnumerateObject().Where(member => !renamed.Contains(member.Name)))
        {
            Assert.True(ours.TryGetProperty(member.Name, out var mine), $"{what} lacks {member.Name}");
            Assert.True(
                Kind(member.Value) == Kind(mine),
                $"{what}.{member.Name} is {mine.ValueKind} instead of {member.Value.ValueKind}"
            );
        }
    }

    private static JsonValueKind Kind(JsonElement value) =>
        value.ValueKind == JsonValueKind.False ? JsonValueKind.True : value.ValueKind;
}
