using BatchLoadTest.Authentication;
using BatchLoadTest.BatchApi;
using BatchLoadTest.BatchApi.Http;
using BatchLoadTest.Load;
using BatchLoadTest.Measurements;
using BatchLoadTest.Scenarios;
using BatchLoadTest.Scenarios.CleanUp;
using BatchLoadTest.Scenarios.Listing;
using BatchLoadTest.Tests.Support.Http;
using Microsoft.Extensions.Time.Testing;

namespace BatchLoadTest.Tests.Support.Workflow;

/// <summary>Whoever reads lists, over a service that a test answers for, on fake time.</summary>
internal sealed class ListHarness : IAsyncDisposable
{
    private readonly StubHandler handler;
    private readonly ApiTransport transport;
    private readonly ListUser user;
    private readonly TemporaryFolder folder = new();
    private readonly Leftovers leftovers;
    private readonly long start;

    public ListHarness(ListPlan plan, Func<RecordedRequest, CancellationToken, Task<HttpResponseMessage>> answer)
    {
        handler = new StubHandler(answer, Clock);
        var api = new BatchApiOptions { Host = Connecting.StubHost };
        transport = new ApiTransport(api, Clock, Redactor, handler);
        Key = new SharedApiKey(
            new GivenKeySource("sk-given-key"),
            TimeSpan.FromSeconds(10),
            Clock,
            new RecordingLogger(),
            CancellationToken.None
        );
        leftovers = new Leftovers(folder.File("not-removed.txt"), Clock);
        user = new ListUser(
            plan,
            new ListSession(transport, new ApiPaths(api), Key, Sink, new WorkflowOptions(), Own, Clock)
            {
                Leftovers = leftovers,
            },
            Sink,
            CannotGoOn.Add,
            Clock
        );
        Progress = new LoadProgress(Clock);
        start = Clock.GetTimestamp();
        Began = Clock.GetUtcNow();
    }

    public FakeTimeProvider Clock { get; } = new();

    public DateTimeOffset Began { get; }

    public RecordingSink Sink { get; } = new();

    public SecretRedactor Redactor { get; } = new();

    public SharedApiKey Key { get; }

    public OwnObjects Own { get; } = new();

    public LoadProgress Progress { get; }

    public List<string> CannotGoOn { get; } = [];

    public LoadPart Part { get; set; } = LoadPart.Whole;

    public IReadOnlyList<RecordedRequest> Requests => handler.Requests;

    /// <summary>The walks through the list of batches.</summary>
    public IReadOnlyList<ListWalk> OfBatches => [.. Sink.Walks.Where(walk => walk.Kind == ListKind.Batches)];

    /// <summary>When the list of batches began to be read, in seconds from the beginning.</summary>
    public IReadOnlyList<double> BegunAt =>
        [
            .. Requests
                .Where(request =>
                    FakeService.StepOf(request) == Step.ListBatches
                    && !request.Uri.Query.Contains("after=", StringComparison.Ordinal)
                )
                .Select(request => (request.At - Began).TotalSeconds),
        ];

    /// <summary>Lists that are always the same, of a page each.</summary>
    public static ListHarness Of(ListPlan plan, params string[] ids) => new(plan, (_, _) => Task.FromResult(Page(ids)));

    public static HttpResponseMessage Page(IEnumerable<string> ids, bool? hasMore = false, string? lastId = null) =>
        Answer.Json(
            $$"""{"object":"list","data":[{{string.Join(',', ids.Select(id => $$"""{"id":"{{id}}"}"""))}}]"""
                + (hasMore is { } more ? $",\"has_more\":{(more ? "true" : "false")}" : "")
                + (lastId is null ? "" : $",\"last_id\":\"{lastId}\"")
                + "}"
        );

    /// <summary>A batch that is there.</summary>
    public void Create(params IEnumerable<string> ids)
    {
        foreach (var id in ids)
        {
            leftovers.BatchCreated(id);
            Own.Created(ListKind.Batches, id);
        }
    }

    public async Task BeginAsync(TimeSpan warmUp = default)
    {
        await Key.GetAsync(CancellationToken.None);
        user.Begin(new ListedLoad(start, warmUp, () => Part, Progress));
    }

    /// <summary>Begins, and lets time pass in steps of 100 ms.</summary>
    public async Task RunAsync(double seconds, TimeSpan warmUp = default)
    {
        await BeginAsync(warmUp);
        Advance(seconds);
    }

    // Everything runs on the caller's thread up to the next wait.
    public void Advance(double seconds)
    {
        for (var step = 0; step < seconds * 10; step++)
        {
            Clock.Advance(TimeSpan.FromMilliseconds(100));
        }
    }

    /// <summary>The load is over, and what is being read has so long.</summary>
    public async Task EndAsync(TimeSpan patience = default)
    {
        Progress.Stopping();
        await user.EndAsync(patience, CancellationToken.None).WaitAsync(Eventually.Patience);
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        user.Dispose();
        await leftovers.DisposeAsync();
        transport.Dispose();
        handler.Dispose();
        folder.Dispose();
    }
}
