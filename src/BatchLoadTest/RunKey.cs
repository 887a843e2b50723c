using BatchLoadTest.Authentication;
using BatchLoadTest.BatchApi;
using BatchLoadTest.Measurements;
using BatchLoadTest.Recording;
using BatchLoadTest.Settings;
using BatchLoadTest.Terminal;

namespace BatchLoadTest;

/// <summary>The API key of a run, from its creation (or from the process that shares it) to its deletion.</summary>
internal sealed class RunKey : IDisposable
{
    // After the run only the key is left to delete; a service that does not answer must not hold the process.
    public static readonly TimeSpan DeletionTime = TimeSpan.FromSeconds(10);

    // How much later than shard 0 another one may have started.
    private static readonly TimeSpan ShardDelay = TimeSpan.FromSeconds(30);

    private readonly RunContext context;
    private readonly CancellationTokenSource interrupt = new();
    private readonly CancellationTokenSource obtaining;
    private readonly ApiConnection connection;
    private int recorded;

    /// <summary>Nothing is created before the first user asks.</summary>
    public RunKey(RunContext context, ApiTransport transport, SecretRedactor redactor, IMeasurementSink sink)
    {
        this.context = context;
        var (settings, host, runId, _, _, control, _, timeProvider, logger, _) = context;
        connection = transport.Connect(interrupt.Token);
        // Who waits for another process's key has nothing under way that could be finished.
        obtaining = CancellationTokenSource.CreateLinkedTokenSource(
            IsTaker ? control.Tokens.StartNothingNew : control.Tokens.Interrupt
        );
        Shared = new SharedApiKey(
            KeySources.Create(
                settings.Key,
                context.Exchange,
                connection,
                host,
                runId,
                sink,
                redactor,
                timeProvider,
                logger
            ),
            settings.Key.ActivationGrace,
            timeProvider,
            logger,
            obtaining.Token
        );
    }

    /// <summary>As users take it.</summary>
    public SharedApiKey Shared { get; }

    private bool IsTaker => context.Exchange is { IsCreator: false };

    private bool IsSignalled => context.Control.IsSignalled;

    /// <summary>How long shard 0 waits at its end for others of which nothing is seen.</summary>
    // Their last workflows and their cleaning up need the key still.
    public static TimeSpan PatienceOf(RunSettings settings) =>
        settings.Load.StopTimeout + settings.Workflow.CleanUpTimeout + ShardDelay;

    /// <summary>Tells the journal of the keys that were obtained since the last call.</summary>
    public void RecordIn(JournalWriter journal)
    {
        var keys = Shared.Obtained();
        for (; recorded < keys.Count; recorded++)
        {
            journal.KeyUsed(keys[recorded].Fingerprint());
        }
    }

    /// <summary>Says that the run could not go on where its load has waited for a key in vain.</summary>
    public void LoadEnded()
    {
        if (IsTaker && context.Exchange!.WasAsked && Shared.Obtained().Count == 0)
        {
            context.Control.CouldNotRun(
                $"--key-exchange {context.Exchange.FilePath}: the load {(IsSignalled ? "was stopped" : "ended")} "
                    + "before shard 0 had left an API key there"
            );
            obtaining.Cancel();
        }
    }

    /// <summary>
    /// Deletes what was created, once no other process needs it. Returns what a reader of the report must know, a line
    /// each.
    /// </summary>
    public async Task<IReadOnlyList<string>> DeleteAsync()
    {
        List<string> notices = [];
        if (context.Exchange is { } exchange)
        {
            var ending = await LeaveAsync(exchange);
            notices.AddRange(ending.Notices);
            if (ending.LeavesKey)
            {
                context.Results.Append(
                    RunCleanUp.LeftoversFile,
                    Shared
                        .Obtained()
                        .Select(key => $"{key} in use by other shards; its value is in {exchange.FilePath}")
                );
                return notices;
            }
        }

        interrupt.CancelAfter(DeletionTime);
        notices.AddRange(await Shared.DeleteAllAsync(interrupt.Token));
        return notices;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        connection.Dispose();
        obtaining.Dispose();
        interrupt.Dispose();
    }

    private async Task<ExchangeEnding> LeaveAsync(KeyExchange exchange)
    {
        if (exchange.Inherited is not null)
        {
            // To be deleted also where no user came to ask for it.
            await Shared.GetAsync(CancellationToken.None);
        }

        return await exchange.LeaveAsync(
            PatienceOf(context.Settings),
            () => IsSignalled,
            text => context.View.Note(NoteLevel.Information, text),
            context.Control.Hurry
        );
    }
}
