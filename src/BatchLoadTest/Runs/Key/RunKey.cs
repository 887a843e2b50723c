using BatchLoadTest.Authentication;
using BatchLoadTest.BatchApi.Http;
using BatchLoadTest.Measurements;
using BatchLoadTest.Recording;
using BatchLoadTest.Results;
using BatchLoadTest.Views;

namespace BatchLoadTest.Runs.Key;

/// <summary>The API key of a run, from its creation (or from the process that shares it) to its deletion.</summary>
internal sealed class RunKey : IDisposable
{
    // A service that answers does so by then, and its key can be deleted; the name of another one's is known.
    private static readonly TimeSpan CreationGrace = TimeSpan.FromSeconds(1);

    private readonly KeyExchange? exchange;
    private readonly RunControl control;
    private readonly KeyAccount account;
    private readonly NotRemoved notRemoved;
    private readonly TimeSpan patience;
    private readonly IRunView view;
    private readonly CancellationTokenSource abort = new();
    private readonly CancellationTokenRegistration stopped;
    private readonly CancellationTokenRegistration interrupted;
    private readonly ApiConnection removal;
    private readonly CancellationTokenSource interrupt = new();
    private readonly CancellationTokenSource obtaining;
    private readonly ApiConnection connection;
    private int recorded;

    /// <summary>Nothing is created before the first user asks.</summary>
    /// <param name="sources">The way to it.</param>
    /// <param name="transport">The way to the service.</param>
    /// <param name="sink">Measures its creation.</param>
    /// <param name="control">How the run is ended.</param>
    /// <param name="account">Gets keys that may be at the service.</param>
    /// <param name="notRemoved">The list of what is left there.</param>
    /// <param name="patience">How long is waited for other processes of which nothing is seen.</param>
    /// <param name="view">Shows for whom is waited.</param>
    public RunKey(
        KeySources sources,
        ApiTransport transport,
        IMeasurementSink sink,
        RunControl control,
        KeyAccount account,
        NotRemoved notRemoved,
        TimeSpan patience,
        IRunView view
    )
    {
        exchange = sources.Exchange;
        this.control = control;
        this.account = account;
        this.notRemoved = notRemoved;
        this.patience = patience;
        this.view = view;
        connection = transport.Connect(abort.Token);
        removal = transport.ConnectUnwatched(interrupt.Token);
        // Who waits for another process's key has nothing under way that could be finished.
        obtaining = CancellationTokenSource.CreateLinkedTokenSource(
            IsTaker ? control.Tokens.StartNothingNew : control.Tokens.Interrupt
        );
        Shared = sources.Share(connection, removal, sink, account, obtaining.Token);
        stopped = control.Tokens.StartNothingNew.UnsafeRegister(static key => ((RunKey)key!).EndFirstCreation(), this);
        interrupted = control.Tokens.Interrupt.UnsafeRegister(static key => ((RunKey)key!).EndCreation(), this);
    }

    /// <summary>As users take it.</summary>
    public SharedApiKey Shared { get; }

    private bool IsTaker => exchange is { IsCreator: false };

    private bool IsSignalled => control.IsSignalled;

    /// <summary>Writes into the journal the keys that were obtained since the last call.</summary>
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
        if (IsTaker && exchange!.WasAsked && Shared.Obtained().Count == 0)
        {
            control.CouldNotRun(
                $"--key-exchange {exchange.FilePath}: the load {(IsSignalled ? "was stopped" : "ended")} "
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
        if (exchange is not null)
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
        interrupt.CancelAfter(KeyPatience.Deletion);
        notices.AddRange(await Shared.DeleteAllAsync(interrupt.Token));
        notRemoved.Write();
        if (
            Shared.Obtained().Count == 0
            && control.End is not (RunEnd.CouldNotRun or RunEnd.InternalError)
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

    private async Task<ExchangeEnding> LeaveAsync(KeyExchange shared)
    {
        if (shared.Inherited is not null)
        {
            // To be deleted also where no user came to ask for it.
            await Shared.GetAsync(CancellationToken.None);
        }

        return await shared.LeaveAsync(
            patience,
            () => IsSignalled,
            text => view.Note(NoteLevel.Information, text),
            control.Hurry
        );
    }
}
