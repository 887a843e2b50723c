using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.EndToEnd.Support;

/// <summary>The built program with its page, in a folder of its own.</summary>
public sealed partial class PageProgram : IAsyncDisposable
{
    private readonly BuiltProgram program;
    private readonly TemporaryFolder folder;

    private PageProgram(BuiltProgram program, TemporaryFolder folder, Uri address)
    {
        this.program = program;
        this.folder = folder;
        Address = address;
        Client = new HttpClient { BaseAddress = address };
    }

    public Uri Address { get; }

    public HttpClient Client { get; }

    public BuiltProgram Program => program;

    public string Results => folder.File("results");

    public static async Task<PageProgram> StartAsync(params string[] args)
    {
        var own = new TemporaryFolder();
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["LOCUST_HEADLESS"] = "" };
        var started = BuiltProgram.Start(own.Path, environment, ["--web-port", "0", .. args]);
        await started.SaysAsync("; Ctrl-C ends it");
        return new PageProgram(started, own, new Uri(AddressLine().Match(started.Output).Value));
    }

    /// <summary>Posts Locust's form.</summary>
    public async Task<JsonElement> SwarmAsync(params (string Field, string Value)[] form)
    {
        using var content = new FormUrlEncodedContent(form.Select(each => KeyValuePair.Create(each.Field, each.Value)));
        using var response = await Client.PostAsync(new Uri("swarm", UriKind.Relative), content);
        Assert.Equal(200, (int)response.StatusCode);
        return JsonElement.Parse(await response.Content.ReadAsStringAsync());
    }

    public async Task<JsonElement> GetAsync(string path) => JsonElement.Parse(await TextAsync(path));

    public Task<string> TextAsync(string path) => Client.GetStringAsync(new Uri(path, UriKind.Relative));

    public async Task<string> StateAsync() => (await GetAsync("stats/requests")).GetProperty("state").GetString()!;

    public async Task HasStateAsync(string state)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (await StateAsync() != state)
        {
            Assert.True(
                TimeProvider.System.GetElapsedTime(start) < Eventually.Patience,
                $"never {state} but {await StateAsync()}: {program.Output}{program.Error}"
            );
            await Task.Delay(100);
        }
    }

    /// <summary>Waits until that many requests are counted.</summary>
    public async Task<long> HasRequestsAsync(long count)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var stats = (await GetAsync("stats/requests")).GetProperty("stats");
            var seen =
                stats.GetArrayLength() == 0
                    ? 0
                    : stats[stats.GetArrayLength() - 1].GetProperty("num_requests").GetInt64();
            if (seen >= count)
            {
                return seen;
            }

            Assert.True(
                TimeProvider.System.GetElapsedTime(start) < Eventually.Patience,
                string.Create(CultureInfo.InvariantCulture, $"only {seen} requests")
            );
            await Task.Delay(100);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await program.DisposeAsync();
        folder.Dispose();
    }

    [GeneratedRegex(@"http://[^;\s]+")]
    private static partial Regex AddressLine();
}
