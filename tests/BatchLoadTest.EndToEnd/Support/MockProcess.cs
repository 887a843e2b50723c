using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.EndToEnd.Support;

/// <summary>The mock server as its own process, started with the <c>mock</c> command.</summary>
public sealed partial class MockProcess : IAsyncDisposable
{
    private readonly BuiltProgram program;
    private readonly HttpClient client;

    private MockProcess(BuiltProgram program, string address, bool isHttp2)
    {
        this.program = program;
        Address = address;
        client = new HttpClient { BaseAddress = new Uri(address) };
        if (isHttp2)
        {
            client.DefaultRequestVersion = HttpVersion.Version20;
            client.DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        }
    }

    public string Address { get; }

    public static async Task<MockProcess> StartAsync(params string[] args)
    {
        var started = BuiltProgram.Start(Path.GetTempPath(), null, ["mock", "--urls", "http://127.0.0.1:0", .. args]);
        await started.SaysAsync("its own counts");
        return new MockProcess(
            started,
            AddressLine().Match(started.Output).Value,
            args.Contains("--http2", StringComparer.Ordinal)
        );
    }

    public async Task<JsonElement> CountsAsync() =>
        JsonElement.Parse(await client.GetStringAsync(new Uri("mock/counts", UriKind.Relative)));

    /// <summary>
    /// Waits until a user has got an answer since now: with one batch more than there are users, one of them has created
    /// two, of which the first was answered.
    /// </summary>
    public async Task AnswersSomeUserAsync(int users) =>
        await HasBatchesAsync(Created(await CountsAsync()) + users + 1);

    /// <summary>Waits until that many batches were created.</summary>
    public Task HasBatchesAsync(long number) => HasAsync(counts => Created(counts) >= number, $"{number} batches");

    /// <summary>Waits until that many requests of a kind have come.</summary>
    public Task HasRequestsAsync(string kind, int number) =>
        HasAsync(
            counts => counts.GetProperty("requests").GetProperty(kind).GetInt64() >= number,
            $"{number} requests {kind}"
        );

    /// <summary>Waits until its counts are as they should.</summary>
    public async Task HasAsync(Func<JsonElement, bool> condition, string what)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!condition(await CountsAsync()))
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < Eventually.Patience, $"never saw {what}");
            await Task.Delay(20);
        }
    }

    /// <summary>Keys that were created and not deleted.</summary>
    public async Task<long> LiveKeysAsync() => (await CountsAsync()).GetProperty("keys").GetProperty("live").GetInt64();

    public async Task PostAsync(string path)
    {
        using var response = await client.PostAsync(new Uri(path, UriKind.Relative), null);
        response.EnsureSuccessStatusCode();
    }

    public void Signal(string name) => program.Signal(name);

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await program.DisposeAsync();
    }

    private static long Created(JsonElement counts) => counts.GetProperty("batches").GetProperty("created").GetInt64();

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex AddressLine();
}
