using BatchLoadTest.Authentication;
using BatchLoadTest.BatchApi;
using BatchLoadTest.BatchApi.Dialects;
using BatchLoadTest.BatchApi.Http;
using BatchLoadTest.Load;
using BatchLoadTest.Measurements;
using BatchLoadTest.Scenarios;
using BatchLoadTest.Scenarios.CleanUp;
using BatchLoadTest.Scenarios.Data;
using BatchLoadTest.Scenarios.Deleting;
using BatchLoadTest.Scenarios.Results;
using Microsoft.Extensions.Time.Testing;

namespace BatchLoadTest.Tests.Support.Workflow;

/// <summary>
/// The workflow over a <see cref="FakeService"/> on fake time. Once the key is there everything runs on the caller's
/// thread, up to the next wait, so that a test needs no waiting of its own.
/// </summary>
internal sealed class WorkflowHarness : IAsyncDisposable
{
    private const string Content =
        """{"custom_id":"a","method":"POST","url":"/v1/chat/completions","body":{}}"""
        + "\n"
        + """{"custom_id":"b","method":"POST","url":"/v1/chat/completions","body":{}}"""
        + "\n";

    private readonly CancellationTokenSource interrupt = new();
    private readonly ApiTransport transport;
    private readonly TemporaryFolder folder;
    private readonly DataFile file;
    private readonly StubHandler handler;
    private readonly BatchWorkflow workflow;

    private WorkflowHarness(
        TemporaryFolder folder,
        DataFile file,
        WorkflowOptions options,
        Func<TimeProvider, IApiKeySource> keys,
        string? sets,
        Dialect? dialect,
        Leftovers? leftovers
    )
    {
        this.folder = folder;
        this.file = file;
        Service = new FakeService(Content);
        handler = new StubHandler(
            request =>
            {
                var answer = Service.Answering(request);
                if (sets is not null)
                {
                    answer.Headers.TryAddWithoutValidation("Set-Cookie", sets);
                }

                return answer;
            },
            Clock
        );
        dialect ??= KnownDialects.Default;
        var api = new BatchApiOptions
        {
            Host = Connecting.StubHost,
            Dialect = options.ExpireFiles is { } after ? dialect.WithExpiry(after) : dialect,
        };
        transport = new ApiTransport(api, Clock, Redactor, handler);
        Key = new SharedApiKey(keys(Clock), TimeSpan.FromSeconds(10), Clock, Logger, CancellationToken.None);
        Beside = new SideRequests(transport, new ApiPaths(api), Key, Clock);
        Expiry = options.ExpireFiles is { } life
            ? new ExpiryWatch(life, dialect.RemovesExpired, Beside, Sink, Clock)
            : null;
        workflow = new BatchWorkflow(
            new WorkflowParts
            {
                Transport = transport,
                Paths = new ApiPaths(api),
                Key = Key,
                Sink = Sink,
                Classes = ClassMix.Only(file, options),
                Options = options,
                Check = new ResultCheck(options.CheckResults, words => transport.Redact(words)!),
                Expiry = Expiry,
                Leftovers = leftovers,
                Opened = Opened.Add,
                ReadOn = ReadOn.Add,
                Retried = Retried.Add,
                RunId = "run-1",
                CannotGoOn = CannotGoOn.Add,
                TimeProvider = Clock,
                Logger = Logger,
            }
        );
        Start = Clock.GetUtcNow();
    }

    public FakeTimeProvider Clock { get; } = new();

    public RecordingSink Sink { get; } = new();

    public RecordingLogger Logger { get; } = new();

    public SecretRedactor Redactor { get; } = new();

    public FakeService Service { get; }

    public SharedApiKey Key { get; }

    public List<string> CannotGoOn { get; } = [];

    /// <summary>What is asked beside the user.</summary>
    public SideRequests Beside { get; }

    /// <summary>Looks at files that expire, where the options ask for that.</summary>
    public ExpiryWatch? Expiry { get; }

    /// <summary>Batches that another process would have to go on with.</summary>
    public List<OpenBatch> Opened { get; } = [];

    /// <summary>What it would have to know of what was read of them.</summary>
    public List<BatchRead> ReadOn { get; } = [];

    /// <summary>Batches that work again, as another process is told.</summary>
    public List<string> Retried { get; } = [];

    public DateTimeOffset Start { get; }

    /// <summary>The data file that every user uploads.</summary>
    public string DataPath => file.Path;

    public IReadOnlyList<RecordedRequest> Requests => handler.Requests;

    /// <summary>Sees each step, where a test asks for it.</summary>
    public IStepFrame? Frame { get; set; }

    /// <summary>The only batch record.</summary>
    public BatchRecord Batch => Assert.Single(Sink.Ended);

    public static async Task<WorkflowHarness> CreateAsync(
        WorkflowOptions? options = null,
        Func<TimeProvider, IApiKeySource>? keys = null,
        bool obtainsKey = true,
        string? sets = null,
        Dialect? dialect = null,
        string? idsOf = null,
        Leftovers? leftovers = null
    )
    {
        // Stays: a data file that is gone ends the run.
        var data = new TemporaryFolder();
        var loaded = await DataFile.LoadAsync(
            data.Write("data.jsonl", Content),
            idsOf,
            LineSplitter.DefaultMaxLine,
            CancellationToken.None
        );
        var harness = new WorkflowHarness(
            data,
            loaded,
            options ?? new WorkflowOptions { Verify = VerifyMode.Metadata },
            keys ?? (_ => new GivenKeySource("sk-given-key")),
            sets,
            dialect,
            leftovers
        );
        if (obtainsKey)
        {
            // The first one asks on another thread; from now on it is there at once.
            await harness.Key.GetAsync(CancellationToken.None);
        }

        return harness;
    }

    /// <summary>Begins one iteration.</summary>
    public Task<IterationResult> Begin(int user = 1, int seed = 1) =>
        workflow
            .RunAsync(new IterationContext(user, Clock.GetTimestamp(), new Random(seed), Frame), interrupt.Token)
            .AsTask();

    /// <summary>Goes on with a batch of another process.</summary>
    public Task<IterationResult> Continue(OpenBatch batch) =>
        workflow
            .RunAsync(
                new IterationContext(batch.User, Clock.GetTimestamp(), new Random(1)) { Adopted = batch },
                interrupt.Token
            )
            .AsTask();

    /// <summary>One iteration in the warm-up, up to its first wait.</summary>
    public Task<IterationResult> BeginWarmUp() =>
        workflow
            .RunAsync(new IterationContext(1, Clock.GetTimestamp(), new Random(1)) { IsWarmUp = true }, interrupt.Token)
            .AsTask();

    /// <summary>One iteration, with time advanced second by second until it has ended.</summary>
    public async Task<IterationResult> RunAsync(int seed = 1)
    {
        var iteration = Begin(seed: seed);
        for (var second = 0; second < 10_000 && !iteration.IsCompleted; second++)
        {
            Clock.Advance(TimeSpan.FromSeconds(1));
        }

        return await iteration.ResultAsync();
    }

    /// <summary>Lets seconds pass, one by one.</summary>
    public async Task AdvanceAsync(int seconds)
    {
        for (var second = 0; second < seconds; second++)
        {
            Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
    }

    public void Interrupt() => interrupt.Cancel();

    /// <summary>Interrupts in the moment after a request of that kind was answered.</summary>
    public void InterruptAfter(Step step) =>
        Sink.Recorded = measurement =>
        {
            if (measurement.Step == step)
            {
                Interrupt();
            }
        };

    /// <summary>When requests of that kind were sent, in seconds from the beginning.</summary>
    public IReadOnlyList<double> SentAt(Step step) =>
        [
            .. Requests
                .Where(request => FakeService.StepOf(request) == step)
                .Select(request => (request.At - Start).TotalSeconds),
        ];

    public async ValueTask DisposeAsync()
    {
        await Beside.EndAsync(TimeSpan.Zero, CancellationToken.None);
        Beside.Dispose();
        Expiry?.Dispose();
        workflow.Dispose();
        transport.Dispose();
        handler.Dispose();
        file.Dispose();
        folder.Dispose();
        interrupt.Dispose();
        await Key.DeleteAllAsync(CancellationToken.None);
    }
}
