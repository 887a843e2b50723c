using System.Net;
using System.Text.Json;

namespace BatchLoadTest.EndToEnd.Page;

/// <summary>The runs before this one on the page: the built program, its mock, its own requests.</summary>
public sealed class PastRunsOnPageTests
{
    private static readonly string[] Load =
    [
        .. "--host mock --mock-batch-duration 200ms --poll-interval 100ms --wait 0s --users 3 --spawn-rate 10".Split(
            ' '
        ),
        .. "--tag commit=1a2b3c".Split(' '),
    ];

    [Fact]
    public async Task EndedRuns_StayInTheList_OpenAreComparedAndRemoved()
    {
        await using var program = await StartAsync();
        var first = await RunAsync(program);
        using (var answer = await program.Client.PostAsync(new Uri("live/new", UriKind.Relative), null))
        {
            Assert.True(answer.IsSuccessStatusCode);
        }

        Assert.Equal("ready", await program.StateAsync());
        Assert.Equal([first], await NamesAsync(program));
        var second = await RunAsync(program);

        var list = await program.GetAsync("runs");
        Assert.Equal(program.Results, list.GetProperty("folder").GetString());
        var runs = list.GetProperty("runs").EnumerateArray().ToList();
        Assert.Equal([second, first], runs.Select(run => run.GetProperty("name").GetString()));
        Assert.Equal("1a2b3c", runs[0].GetProperty("tags").GetProperty("commit").GetString());
        Assert.Equal("mock (started inside)", runs[0].GetProperty("host").GetString());
        using (
            var metrics = JsonDocument.Parse(
                await File.ReadAllTextAsync(
                    Path.Combine(program.Results, second, "metrics.json"),
                    TestContext.Current.CancellationToken
                )
            )
        )
        {
            Assert.Equal(
                metrics.RootElement.GetProperty("summary").GetProperty("p95_ms").GetDouble(),
                runs[0].GetProperty("p95_ms").GetDouble()
            );
        }

        var trend = await program.GetAsync("runs/trend?figure=batches.created&last=1");
        Assert.Equal(second, trend.GetProperty("runs")[0].GetProperty("name").GetString());
        Assert.True(trend.GetProperty("runs")[0].GetProperty("value").GetInt64() > 0);

        var report = Path.Combine(program.Results, first, "report.html");
        var written = await File.ReadAllTextAsync(report, TestContext.Current.CancellationToken);
        Assert.Equal(written, await program.TextAsync($"runs/{first}/report"));
        File.Delete(report);
        Assert.Contains(
            $"load test {first}",
            await program.TextAsync($"runs/{first}/report"),
            StringComparison.Ordinal
        );
        var comparison = await program.TextAsync($"runs/compare?base={first}&new={second}");
        Assert.Contains($"{second} against {first}", comparison, StringComparison.Ordinal);

        Assert.Equal("Removed", await DeleteAsync(program, first));
        Assert.Equal([second], await NamesAsync(program));
        Assert.False(Directory.Exists(Path.Combine(program.Results, first)));
    }

    [Fact]
    public async Task TheJournal_IsAmongTheDownloads()
    {
        await using var program = await StartAsync();
        var run = await RunAsync(program);

        Assert.Equal(
            await File.ReadAllTextAsync(
                Path.Combine(program.Results, run, "run.jsonl"),
                TestContext.Current.CancellationToken
            ),
            await program.TextAsync("files/run.jsonl")
        );
    }

    [Fact]
    public async Task ARunThatGoesOn_CannotBeRemoved_AndItsReportIsAsItStands()
    {
        await using var program = await StartAsync();
        await program.SwarmAsync(("user_count", "2"), ("spawn_rate", "10"));
        await program.HasStateAsync("running");
        await program.HasRequestsAsync(10);
        var run = (await program.GetAsync("runs")).GetProperty("runs")[0];
        var name = run.GetProperty("name").GetString()!;

        Assert.Equal("running", run.GetProperty("state").GetString());
        Assert.Equal("this run goes on", await DeleteAsync(program, name));
        Assert.Contains("NO END", await program.TextAsync($"runs/{name}/report"), StringComparison.Ordinal);
        Assert.Equal("running", await program.StateAsync());
    }

    [Theory]
    [InlineData("Origin", "http://evil.example")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    public async Task AnotherSite_RemovesNothing(string header, string value)
    {
        await using var program = await StartAsync();
        var run = await RunAsync(program);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"runs/{run}/delete", UriKind.Relative));
        request.Headers.Add(header, value);

        using var response = await program.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        // Nor does a link or an image.
        using var get = await program.Client.GetAsync(new Uri($"runs/{run}/delete", UriKind.Relative));
        Assert.False(get.IsSuccessStatusCode);
        Assert.Equal([run], await NamesAsync(program));
    }

    [Theory]
    [InlineData("runs/no-such/report", 404)]
    [InlineData("runs/..%2f..%2fetc/report", 404)]
    [InlineData("runs/compare?base=a&new=b", 404)]
    [InlineData("runs/compare?base=a", 400)]
    [InlineData("runs/trend", 400)]
    public async Task WhatIsNotThere_IsSaid(string path, int status)
    {
        await using var program = await StartAsync();

        using var response = await program.Client.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("text/plain", response.Content.Headers.ContentType?.MediaType);
        Assert.Empty(await NamesAsync(program));
    }

    private static Task<PageProgram> StartAsync() => PageProgram.StartAsync([.. Load, "--results", "results"]);

    // Returns the name of its folder.
    private static async Task<string> RunAsync(PageProgram program)
    {
        var before = await NamesAsync(program);
        await program.SwarmAsync(("user_count", "3"), ("spawn_rate", "10"), ("run_time", "2s"));
        await program.HasStateAsync("stopped");
        return (await NamesAsync(program)).Except(before, StringComparer.Ordinal).Single();
    }

    private static async Task<IReadOnlyList<string>> NamesAsync(PageProgram program) =>
        [
            .. (await program.GetAsync("runs"))
                .GetProperty("runs")
                .EnumerateArray()
                .Select(run => run.GetProperty("name").GetString()!),
        ];

    private static async Task<string> DeleteAsync(PageProgram program, string name)
    {
        using var response = await program.Client.PostAsync(new Uri($"runs/{name}/delete", UriKind.Relative), null);
        return JsonElement.Parse(await response.Content.ReadAsStringAsync()).GetProperty("message").GetString()!;
    }
}
