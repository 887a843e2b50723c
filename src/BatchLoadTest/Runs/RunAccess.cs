using BatchLoadTest.Authentication;
using BatchLoadTest.BatchApi;
using BatchLoadTest.BatchApi.Http;
using BatchLoadTest.Cluster;
using BatchLoadTest.Cluster.Messages;
using BatchLoadTest.Measurements;
using BatchLoadTest.Recording;
using BatchLoadTest.Results;
using BatchLoadTest.Runs.Key;
using BatchLoadTest.Scenarios.CleanUp;

namespace BatchLoadTest.Runs;

/// <summary>Composes the way to the service: transport, API key, and the account of what is left there.</summary>
internal sealed class RunAccess : IAsyncDisposable
{
    private readonly ProcessPauses pauses;
    private readonly RunInputs inputs;
    private readonly EarlyMeasurements early = new();

    /// <summary>Nothing is sent yet.</summary>
    /// <param name="inputs">What the run is composed from.</param>
    public RunAccess(RunInputs inputs)
    {
        this.inputs = inputs;
        OpenFiles = OpenFileNeeds.Of(inputs.Settings);
        pauses = new ProcessPauses(inputs.TimeProvider);
        Board = new ActivityBoard(inputs.TimeProvider);
        var redactor = RunSecrets.Of(inputs.Settings);
        Options = inputs.Settings.Target.ToApiOptions(inputs.Host);
        Transport = CreateTransport(inputs, OpenFiles.MaxConnections, ChangeableLoad.MaxUsersOf(inputs), redactor);
        // Before their account is replaced.
        List<string> oldKeys = inputs.Team is MasterTeam { Kept: not null } ? [.. LeftKeys.In(inputs.Results)] : [];
        Leftovers = inputs.Results.Make(NotRemoved.FileName, file => new Leftovers(file, inputs.TimeProvider));
        Account = AccountOf(oldKeys);
        NotRemoved = new NotRemoved(inputs.Results, Account);
        Key = CreateKey(inputs, redactor, oldKeys);
        Hand(inputs.Team as MasterTeam);
        Preflight = RunPreflight.IsWanted(inputs) ? new RunPreflight(inputs, this) : null;
    }

    /// <summary>What the limit of open files leaves the run.</summary>
    public OpenFileNeeds OpenFiles { get; }

    /// <summary>What requests wait for.</summary>
    public ActivityBoard Board { get; }

    /// <summary>The service.</summary>
    public BatchApiOptions Options { get; }

    /// <summary>The way to it.</summary>
    public ApiTransport Transport { get; }

    /// <summary>What the run has left there so far.</summary>
    public Leftovers Leftovers { get; }

    /// <summary>Keys that may be there.</summary>
    public KeyAccount Account { get; }

    /// <summary>The list of what is left there.</summary>
    public NotRemoved NotRemoved { get; }

    /// <summary>The run's key.</summary>
    public RunKey Key { get; }

    /// <summary>What is asked before the load; null where nothing is.</summary>
    public RunPreflight? Preflight { get; }

    /// <summary>Asks what is asked before the load begins, and so before the run's clock does. Never throws.</summary>
    public async Task LookAsync()
    {
        var stopped = inputs.Control.Tokens.StartNothingNew;
        if (Preflight is not { IsBeside: false } || stopped.IsCancellationRequested)
        {
            return;
        }

        var probe = new TargetProbe(inputs.Host, inputs.Settings.Target.Proxies, inputs.TimeProvider);
        if (await probe.TryConnectAsync(stopped) is { } unreachable)
        {
            inputs.Control.CannotGoOn(unreachable);
        }
        else if (!stopped.IsCancellationRequested)
        {
            await Preflight.RunAsync();
        }
    }

    /// <summary>The run's clock has begun: what the key's creation has measured, and will, goes there.</summary>
    /// <param name="sink">Where.</param>
    public void Measure(IMeasurementSink sink) => early.PassOnTo(sink);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Leftovers.DisposeAsync();
        Key.Dispose();
        Transport.Dispose();
        pauses.Dispose();
    }

    private ApiTransport CreateTransport(RunInputs inputs, int maxConnections, int users, SecretRedactor redactor) =>
        new(
            // At least one: without any the run was refused, or the limit has been lowered meanwhile.
            Options with
            {
                MaxConnections = Math.Max(1, maxConnections),
            },
            inputs.TimeProvider,
            redactor,
            users
        )
        {
            Board = Board,
            Pauses = pauses,
        };

    private KeyAccount AccountOf(IReadOnlyList<string> oldKeys)
    {
        var account = new KeyAccount(Leftovers.AddKey, Leftovers.RemoveKey);
        foreach (var name in oldKeys)
        {
            account.Sent(name);
            account.Unanswered(name, "its master is gone");
        }

        return account;
    }

    private void Hand(MasterTeam? master)
    {
        if (master is not null)
        {
            master.Key.Open(Key.Shared);
            _ = InheritAsync(master.Inherited, Key.Shared);
        }
    }

    // To be deleted also where no worker comes to ask for it.
    private static async Task InheritAsync(Task<KeyAnswer?> inherited, SharedApiKey shared)
    {
        if (await inherited is { IsCreated: true })
        {
            await shared.GetAsync(CancellationToken.None);
        }
    }

    private RunKey CreateKey(RunInputs inputs, SecretRedactor redactor, IReadOnlyList<string> oldKeys) =>
        new(
            new KeySources(
                inputs.Settings.Key,
                inputs.Host,
                inputs.RunId,
                redactor,
                inputs.TimeProvider,
                inputs.Logger,
                own =>
                    inputs.Team switch
                    {
                        WorkerTeam worker => worker.KeySource(redactor, inputs.TimeProvider),
                        MasterTeam { Kept: not null } master => new InheritedKeySource(
                            own,
                            master.Inherited,
                            oldKeys,
                            Account,
                            redactor,
                            inputs.TimeProvider,
                            inputs.Settings.Key.KeyPrefix
                        ),
                        _ => own,
                    }
            ),
            Transport,
            early,
            inputs.Control,
            Account,
            NotRemoved
        );
}
