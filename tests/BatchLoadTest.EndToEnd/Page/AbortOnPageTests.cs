using System.Text.Json;

namespace BatchLoadTest.EndToEnd.Page;

/// <summary>A threshold on windows that is missed and ends the run, as an open page is told.</summary>
public sealed class AbortOnPageTests
{
    private const string Threshold = "error_rate < 20% over 3s abort";

    [Fact]
    public async Task AWindowThatMisses_IsSeenWhileTheRunGoesOn_AndEndsIt()
    {
        await using var mock = await MockProcess.StartAsync("--batch-duration", "30s");
        var isWell = false;
        await using var way = new MeddlingProxy(
            mock.Address,
            request =>
                !Volatile.Read(ref isWell) && request.StartsWith("GET /ai/v1/batches/", StringComparison.Ordinal)
                    ? Meddling.ServerError
                    : Meddling.Nothing
        );
        await using var program = await PageProgram.StartAsync([
            "--host",
            way.Address,
            "--threshold",
            Threshold,
            .. "--wait 0s --poll-interval 100ms --stop-timeout 2s".Split(' '),
        ]);
        using var events = new StreamReader(
            await program.Client.GetStreamAsync(
                new Uri("live/events", UriKind.Relative),
                TestContext.Current.CancellationToken
            )
        );
        await program.SwarmAsync(("user_count", "10"), ("spawn_rate", "100"), ("run_time", "10m"));

        List<(string State, JsonElement Threshold)> seen = [];
        List<string> log = [];
        JsonElement last;
        do
        {
            last = await NextAsync(events);
            log.AddRange(
                last.GetProperty("log").EnumerateArray().Select(line => line.GetProperty("text").GetString()!)
            );
            if (last.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Object)
            {
                seen.Add((last.GetProperty("state").GetString()!, Of(data)));
            }

            // For clean-up, which looks before it says what it has removed.
            Volatile.Write(ref isWell, log.Exists(text => text.StartsWith("ended after", StringComparison.Ordinal)));
        } while (last.GetProperty("state").GetString() != "stopped");

        WasMissedWhileTheLoadWasOn(seen);
        Assert.Contains(log, text => text.Contains($"{Threshold} was ", StringComparison.Ordinal));
        var verdict = last.GetProperty("data").GetProperty("verdict");
        Assert.Equal("ABORTED", verdict.GetProperty("word").GetString());
        Assert.Contains($"{Threshold} was ", verdict.GetProperty("reason").GetString(), StringComparison.Ordinal);
        using var metrics = RunMetrics.Read(Directory.GetDirectories(program.Results).Single());
        Assert.Equal("aborted", metrics.Root.GetProperty("run").GetProperty("end").GetString());
    }

    // Nothing before the first full window; and what was missed stays missed.
    private static void WasMissedWhileTheLoadWasOn(List<(string State, JsonElement Threshold)> seen)
    {
        Assert.Equal("no_data", seen[0].Threshold.GetProperty("verdict").GetString());
        var missed = seen.FindIndex(each => each.Threshold.GetProperty("verdict").GetString() == "failed");
        Assert.InRange(missed, 1, seen.Count - 2);
        Assert.NotEqual("stopped", seen[missed].State);
        Assert.All(
            seen[missed..],
            each =>
            {
                Assert.Equal("failed", each.Threshold.GetProperty("verdict").GetString());
                var window = each.Threshold.GetProperty("window");
                Assert.Equal(3, window.GetProperty("to_s").GetDouble() - window.GetProperty("from_s").GetDouble());
            }
        );
    }

    private static JsonElement Of(JsonElement data) =>
        data.GetProperty("thresholds")
            .EnumerateArray()
            .Single(threshold => threshold.GetProperty("text").GetString() == Threshold);

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
