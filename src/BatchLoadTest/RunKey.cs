using BatchLoadTest.Authentication;
using BatchLoadTest.BatchApi;
using BatchLoadTest.Measurements;
using BatchLoadTest.Recording;

namespace BatchLoadTest;

/// <summary>The API key of a run, from its creation (or from the process that shares it) to its deletion.</summary>
internal sealed class RunKey : IDisposable
{
    // After the run only the key is left to delete; a service that does not answer must not hold the process.
    private static readonly TimeSpan DeletionTime = TimeSpan.FromSeconds(10);

    // How much later than shard 0 another one may have started.
    private static readonly TimeSpan ShardDelay = TimeSpan.FromSeconds(30);

    private readonly RunContext context;
    private readonly CancellationTokenSource interrupt = new();
    private readonly ApiConnection connection;
    private readonly KeyExchange? exchange;
    private int recorded;

    /// <summary>Nothing is created before the first user asks.</summary>
    public RunKey(RunContext context, ApiTransport transport, SecretRedactor redactor, IMeasurementSink sink)
    {
        this.context = context;
        var (settings, host, runId, _, _, control, _, timeProvider, logger, _) = context;
        connection = transport.Connect(interrupt.Token);
        exchange = settings.Key.ExchangeFile is { } file
            ? new KeyExchange(file, settings.Load.Shard.Index, settings.Load.Shard.Count, timeProvider)
            : null;
        Shared = new SharedApiKey(
            KeySources.Create(settings.Key, exchange, connection, host, runId, sink, redactor, timeProvider, logger),
            settings.Key.ActivationGrace,
            timeProvider,
            logger,
            control.Tokens.Interrupt
        );
    }

    /// <summary>As users take it.</summary>
    public SharedApiKey Shared { get; }

    /// <summary>Tells the journal of the keys that were obtained since the last call.</summary>
    public void RecordIn(JournalWriter journal)
    {
        var keys = Shared.Obtained();
        for (; recorded < keys.Count; recorded++)
        {
            journal.KeyUsed(keys[recorded].Fingerprint());
        }
    }

    /// <summary>
    /// Deletes what was created, once no other process needs it. Returns what a reader of the report must know, a line
    /// each.
    /// </summary>
    public async Task<IReadOnlyList<string>> DeleteAsync()
    {
        List<string> notices = [];
        if (exchange is not null)
        {
            // The others' last workflows and their cleaning up need the key still.
            var patience = context.Settings.Load.StopTimeout + context.Settings.Workflow.CleanUpTimeout;
            notices.AddRange(await exchange.LeaveAsync(patience + ShardDelay, context.Control.Tokens.Interrupt));
        }

        interrupt.CancelAfter(DeletionTime);
        notices.AddRange(await Shared.DeleteAllAsync(interrupt.Token));
        return notices;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        connection.Dispose();
        interrupt.Dispose();
    }
}
