using BatchLoadTest.Authentication;
using BatchLoadTest.BatchApi.Http;
using BatchLoadTest.Measurements;
using BatchLoadTest.Recording;
using BatchLoadTest.Results;

namespace BatchLoadTest.Runs.Key;

/// <summary>The API key of a run, from its creation to its deletion.</summary>
internal sealed class RunKey : IDisposable
{
    // A service that answers does so by then, and its key can be deleted; the name of another one's is known.
    private static readonly TimeSpan CreationGrace = TimeSpan.FromSeconds(1);

    // A service that does not answer must not hold the process.
    private static readonly TimeSpan DeletionPatience = TimeSpan.FromSeconds(10);

    private readonly RunControl control;
    private readonly KeyAccount account;
    private readonly NotRemoved notRemoved;
    private readonly CancellationTokenSource abort = new();
    private readonly CancellationTokenRegistration stopped;
    private readonly CancellationTokenRegistration interrupted;
    private readonly ApiConnection removal;
    private readonly CancellationTokenSource interrupt = new();
    private readonly CancellationTokenSource obtaining = new();
    private readonly ApiConnection connection;
    private int recorded;

    /// <summary>Nothing is created before the first user asks.</summary>
    /// <param name="sources">The way to it.</param>
    /// <param name="transport">The way to the service.</param>
    /// <param name="sink">Measures its creation.</param>
    /// <param name="control">How the run is ended.</param>
    /// <param name="account">Gets keys that may be at the service.</param>
    /// <param name="notRemoved">The list of what is left there.</param>
    public RunKey(
        KeySources sources,
        ApiTransport transport,
        IMeasurementSink sink,
        RunControl control,
        KeyAccount account,
        NotRemoved notRemoved
    )
    {
        this.control = control;
        this.account = account;
        this.notRemoved = notRemoved;
        connection = transport.Connect(abort.Token);
        removal = transport.ConnectUnwatched(interrupt.Token);
        Shared = sources.Share(connection, removal, sink, account, obtaining.Token);
        stopped = control.Tokens.StartNothingNew.UnsafeRegister(static key => ((RunKey)key!).EndFirstCreation(), this);
        interrupted = control.Tokens.Interrupt.UnsafeRegister(static key => ((RunKey)key!).EndCreation(), this);
    }

    /// <summary>As users take it.</summary>
    public SharedApiKey Shared { get; }

    /// <summary>Writes into the journal the keys that were obtained since the last call.</summary>
    public void RecordIn(JournalWriter journal)
    {
        var keys = Shared.Obtained();
        for (; recorded < keys.Count; recorded++)
        {
            journal.KeyUsed(keys[recorded].Fingerprint());
        }
    }

    /// <summary>
    /// Ends the creation of the first key: without one nothing runs that could be finished. Users that wait for another one,
    /// in place of a key that works no more, have something under way.
    /// </summary>
    public void EndFirstCreation()
    {
        if (Shared.Obtained().Count == 0)
        {
            EndCreation();
        }
    }

    /// <summary>Deletes what was created. Returns what a reader of the report must know, a line each.</summary>
    public async Task<IReadOnlyList<string>> DeleteAsync()
    {
        EndCreation();
        interrupt.CancelAfter(DeletionPatience);
        List<string> notices = [.. await Shared.DeleteAllAsync(interrupt.Token)];
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

    private void EndCreation()
    {
        obtaining.Cancel();
        abort.CancelAfter(CreationGrace);
    }
}
