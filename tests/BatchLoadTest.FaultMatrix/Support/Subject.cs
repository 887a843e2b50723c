using BatchLoadTest.Authentication;
using BatchLoadTest.BatchApi;
using BatchLoadTest.BatchApi.Http;
using BatchLoadTest.Measurements;
using BatchLoadTest.Scenarios;
using BatchLoadTest.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace BatchLoadTest.FaultMatrix.Support;

/// <summary>One user's real client stack, from the runner of steps down to the sockets, and what it has measured.</summary>
internal sealed class Subject : IAsyncDisposable
{
    // More than any buffer between the two holds.
    private const int Large = 20_000_000;

    // No fault may hold a user up for longer.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(15);

    private readonly ShiftedClock clock = new();
    private readonly RecordingSink sink = new();
    private readonly ApiTransport transport;
    private readonly ApiConnection connection;
    private readonly SharedApiKey key;
    private readonly StepRunner runner;
    private readonly BatchApiOptions options;
    private int number;

    public Subject(BatchApiOptions options)
    {
        this.options = options;
        transport = new ApiTransport(options, clock, Redactor);
        connection = transport.Connect(CancellationToken.None);
        key = new SharedApiKey(
            new GivenKeySource("sk-given-key"),
            TimeSpan.FromSeconds(10),
            clock,
            NullLogger.Instance,
            CancellationToken.None
        );
        runner = RunnerOver(connection);
    }

    public SecretRedactor Redactor { get; } = new();

    public IReadOnlyList<Measurement> Measurements => sink.Measurements;

    /// <summary>The kinds of what was measured, in order.</summary>
    public string Kinds => string.Join(' ', sink.Measurements.Select(one => one.Outcome.KindName(one.Status)));

    /// <summary>Each measurement with its words, for a test that fails.</summary>
    public override string ToString() =>
        string.Join(
            Environment.NewLine,
            sink.Measurements.Select(one => $"{one.Step}: {one.Outcome.KindName(one.Status)} {one.Detail}")
        );

    /// <summary>
    /// Does one thing after the other: <c>get</c>, <c>download</c>, <c>upload</c> (a small file), <c>large</c> (a large
    /// one), <c>idle</c> (leaves the connection alone for over a second), <c>ended</c> (until the server has ended all
    /// connections but those that <paramref name="server"/> still serves).
    /// </summary>
    public async Task PlayAsync(string plays, RawServer server)
    {
        foreach (var play in plays.Split(' '))
        {
            await PlayOneAsync(runner, play, server).WaitAsync(Longest);
        }
    }

    /// <summary>So many users do the same thing so many times each, over one pool.</summary>
    public Task PlayAtOnceAsync(string play, int users, int times, RawServer server) =>
        Task.WhenAll(Enumerable.Range(0, users).Select(_ => Task.Run(() => RepeatAsync(play, times, server))))
            .WaitAsync(Longest);

    public async ValueTask DisposeAsync()
    {
        connection.Dispose();
        transport.Dispose();
        await key.DeleteAllAsync(CancellationToken.None);
    }

    private StepRunner RunnerOver(ApiConnection over) =>
        new(
            new BatchApiClient(over, new ApiPaths(options)),
            key,
            sink,
            new WorkflowOptions { MaxRetries = 2 },
            clock,
            words => words,
            CancellationToken.None
        );

    private async Task RepeatAsync(string play, int times, RawServer server)
    {
        using var own = transport.Connect(CancellationToken.None);
        var user = RunnerOver(own);
        for (var time = 0; time < times; time++)
        {
            await PlayOneAsync(user, play, server);
        }
    }

    private async Task PlayOneAsync(StepRunner user, string play, RawServer server)
    {
        switch (play)
        {
            case "get":
                await user.SendAsync(
                    Step.Metadata,
                    0,
                    (client, _, key) => client.GetFileAsync($"file-{Interlocked.Increment(ref number)}", key)
                );
                break;
            case "download":
                await user.SendAsync(
                    Step.Output,
                    0,
                    (client, _, key) => client.DownloadAsync("file-1", new NothingKept(), key)
                );
                break;
            case "upload" or "large":
                var length = play == "large" ? Large : 100;
                await user.SendAsync(
                    Step.Upload,
                    length,
                    (client, bytes, key) => client.UploadAsync(new RepeatedBytes(bytes), key)
                );
                break;
            case "idle":
                clock.Advance(TimeSpan.FromSeconds(1.5));
                break;
            case "moment":
                clock.Advance(TimeSpan.FromSeconds(0.5));
                break;
            case "ended":
                await Eventually.TrueAsync(() => server.Ended > 0, "the end of the connection");
                break;
            default:
                throw new ArgumentException(play, nameof(play));
        }
    }
}
