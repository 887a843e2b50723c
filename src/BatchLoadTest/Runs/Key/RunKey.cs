using BatchLoadTest.Authentication;
using BatchLoadTest.BatchApi;
using BatchLoadTest.BatchApi.Http;
using BatchLoadTest.Measurements;
using BatchLoadTest.Recording;
using BatchLoadTest.Results;
using BatchLoadTest.Settings;
using BatchLoadTest.Views;

namespace BatchLoadTest.Runs.Key;

/// <summary>The API key of a run, from its creation (or from the process that shares it) to its deletion.</summary>
internal sealed class RunKey : IDisposable
{
    // After the run only the key is left to delete; a service that does not answer must not hold the process.
    public static readonly TimeSpan DeletionTime = TimeSpan.FromSeconds(10);

    // How much later than shard 0 another one may have started.
    private static readonly TimeSpan ShardDelay = TimeSpan.FromSeconds(30);

    // A service that answers does so by then, and its key can be deleted; the name of another one's is known.
    private static readonly TimeSpan CreationGrace = TimeSpan.FromSeconds(1);

    private readonly RunContext context;
    private readonly KeyAccount account;
    private readonly NotRemoved notRemoved;
    private readonly CancellationTokenSource abort = new();
    private readonly CancellationTokenRegistration stopped;
    private readonly CancellationTokenRegistration interrupted;
    private readonly ApiConnection removal;
    private readonly CancellationTokenSource interrupt = new();
    private readonly CancellationTokenSource obtaining;
    private readonly ApiConnection connection;
    private int recorded;

    /// <summary>Nothing is created before the first user asks.</summary>
    public RunKey(
        RunContext context,
        ApiTransport transport,
        SecretRedactor redactor,
        IMeasurementSink sink,
        KeyAccount account,
        NotRemoved notRemoved
    )
    {
        this.context = context;
        this.account = account;
        this.notRemoved = notRemoved;
        var (settings, host, runId, _, _, control, _, timeProvider, logger, _) = context;
        connection = transport.Connect(abort.Token);
        removal = transport.ConnectUnwatched(interrupt.Token);
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
                logger,
                account,
                removal
            ),
            settings.Key.ActivationGrace,
            timeProvider,
            logger,
            obtaining.Token
        );
        stopped = control.Tokens.StartNothingNew.UnsafeRegister(static key => ((RunKey)key!).EndFirstCreation(), this);
        interrupted = control.Tokens.Interrupt.UnsafeRegister(static key => ((RunKey)key!).EndCreation(), this);
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

        EndFirstCreation();
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
                notRemoved.Add(
                    Shared
                        .Obtained()
                        .Select(key => $"{key} in use by other shards; its value is in {exchange.FilePath}")
                );
                notRemoved.Write();
                return notices;
            }
        }

        EndCreation();
        interrupt.CancelAfter(DeletionTime);
        notices.AddRange(await Shared.DeleteAllAsync(interrupt.Token));
        notRemoved.Write();
        if (
            Shared.Obtained().Count == 0
            && context.Control.End is not (RunEnd.CouldNotRun or RunEnd.InternalError)
            && account.LastProblem is { } problem
        )
        {
            notices.Add($"the run ended before there was an API key; the last try: {problem}");
        }

        return notices;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        stopped.Dispose();
        interrupted.Dispose();
        connection.Dispose();
        removal.Dispose();
        abort.Dispose();
        obtaining.Dispose();
        interrupt.Dispose();
    }

    // Without a key nothing runs that could be finished; users that wait for another one, in place of a key that works no
    // more, have something under way.
    private void EndFirstCreation()
    {
        if (Shared.Obtained().Count == 0)
        {
            EndCreation();
        }
    }

    private void EndCreation()
    {
        obtaining.Cancel();
        abort.CancelAfter(CreationGrace);
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
