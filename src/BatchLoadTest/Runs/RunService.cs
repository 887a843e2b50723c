using BatchLoadTest.Authentication;
using BatchLoadTest.BatchApi;
using BatchLoadTest.BatchApi.Http;
using BatchLoadTest.Cluster;
using BatchLoadTest.Cluster.Messages;
using BatchLoadTest.Load;
using BatchLoadTest.Measurements;
using BatchLoadTest.Recording;
using BatchLoadTest.Results;
using BatchLoadTest.Runs.Key;
using BatchLoadTest.Scenarios;
using BatchLoadTest.Scenarios.CleanUp;
using BatchLoadTest.Scenarios.Deleting;
using BatchLoadTest.Scenarios.Listing;
using BatchLoadTest.Scenarios.Results;
using BatchLoadTest.Views;

namespace BatchLoadTest.Runs;

/// <summary>Composes what talks to the service: transport, API key, workflow and clean-up.</summary>
internal sealed class RunService : IAsyncDisposable
{
    /// <summary>Folder of saved result files within the results folder of a worker.</summary>
    public const string OwnOutputs = "outputs";

    private readonly ProcessPauses pauses;
    private readonly ApiTransport transport;
    private readonly Leftovers leftovers;
    private readonly SideRequests beside;
    private readonly ExpiryWatch? expiry;

    /// <summary>Nothing is sent before the first user or the end of the load.</summary>
    /// <param name="inputs">What the run is composed from.</param>
    /// <param name="facts">What it is asked to do.</param>
    /// <param name="measuring">Measures it.</param>
    /// <param name="maxConnections">What the limit of open files leaves it.</param>
    /// <param name="users">The most users there may be.</param>
    /// <param name="waits">Gets waits that the service asked for.</param>
    /// <param name="pauses">Of this process.</param>
    public RunService(
        RunInputs inputs,
        RunFacts facts,
        RunMeasuring measuring,
        int maxConnections,
        int users,
        RetryWaits waits,
        ProcessPauses pauses
    )
    {
        this.pauses = pauses;
        var asked = inputs.Settings.Workflow;
        var redactor = RunSecrets.Of(inputs.Settings);
        var options = inputs.Settings.Target.ToApiOptions(inputs.Host);
        transport = CreateTransport(inputs, options, maxConnections, users, redactor, measuring);
        // Before their account is replaced.
        List<string> oldKeys = inputs.Team is MasterTeam { Kept: not null } ? [.. LeftKeys.In(inputs.Results)] : [];
        leftovers = inputs.Results.Make(NotRemoved.FileName, file => new Leftovers(file, inputs.TimeProvider));
        var account = AccountOf(oldKeys);
        var notRemoved = new NotRemoved(inputs.Results, account);
        Key = CreateKey(inputs, measuring.Pump, redactor, account, notRemoved, oldKeys);
        Hand(inputs.Team as MasterTeam);
        Preflight = RunPreflight.IsWanted(inputs) ? new RunPreflight(inputs, transport, options, Key.Shared) : null;
        var paths = new ApiPaths(
            asked.ExpireFiles is { } after ? options with { Dialect = options.Dialect.WithExpiry(after) } : options
        );
        Earlier = [.. EarlierOf(inputs, facts, account, paths)];
        CleanUp = new RunCleanUp(
            leftovers,
            () => Runner(paths, inputs.TimeProvider),
            Earlier,
            asked.CleanUpTimeout,
            asked.KeepFiles,
            inputs.RunId,
            notRemoved,
            inputs.TimeProvider,
            inputs.Logger,
            inputs.Team is MasterTeam team ? () => team.Run.LostParts : null,
            (inputs.Team as WorkerTeam)?.LeavesCleanUp
        );
        beside = new SideRequests(transport, paths, Key.Shared, inputs.TimeProvider);
        expiry = asked.ExpireFiles is { } expired
            ? new ExpiryWatch(expired, paths.Dialect.RemovesExpired, beside, measuring.Sink, inputs.TimeProvider)
            : null;
        Beside = new RunSideRequests(beside, expiry, inputs);
        Saved = SavedOf(inputs);
        var own = asked.List.IsNone || inputs.Team is MasterTeam ? null : new OwnObjects();
        Lists = own is null ? null : ListsOf(inputs, measuring.Sink, paths, waits, own);
        Workflow = new BatchWorkflow(PartsOf(inputs, measuring.Sink, paths, waits, own));
    }

    /// <summary>The run's key.</summary>
    public RunKey Key { get; }

    /// <summary>What is asked before the load; null where nothing is.</summary>
    public RunPreflight? Preflight { get; }

    /// <summary>What users do.</summary>
    public BatchWorkflow Workflow { get; }

    /// <summary>What removes that which earlier runs have left, with what this one has.</summary>
    public IReadOnlyList<EarlierCleanUp> Earlier { get; }

    /// <summary>Keeps result files; null where nothing is kept.</summary>
    public SavedOutputs? Saved { get; }

    /// <summary>What is asked beside the users.</summary>
    public RunSideRequests Beside { get; }

    /// <summary>Reads the service's lists; null where nobody does, as at a master, whose workers do.</summary>
    public ListUser? Lists { get; }

    /// <summary>What follows the load.</summary>
    public RunCleanUp CleanUp { get; }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await leftovers.DisposeAsync();
        Workflow.Dispose();
        Lists?.Dispose();
        beside.Dispose();
        expiry?.Dispose();
        Key.Dispose();
        transport.Dispose();
        pauses.Dispose();
    }

    // A worker removes its own at most: its master knows who has what.
    private IEnumerable<EarlierCleanUp> EarlierOf(RunInputs inputs, RunFacts facts, KeyAccount account, ApiPaths paths)
    {
        if (inputs.Team is WorkerTeam || inputs.Earlier.Left.Count == 0)
        {
            return [];
        }

        var key = inputs.Settings.Key;
        var brought = key.Mode == AuthMode.ApiKey ? ApiKey.Given(key.ApiKey, key.KeyPrefix).Fingerprint() : null;
        return inputs
            .Earlier.Left.Select(left => new EarlierCleanUp(
                left,
                facts,
                brought,
                account,
                () => Runner(paths, inputs.TimeProvider),
                inputs.Logger
            ))
            .Where(each => each.IsOfInterest);
    }

    private ApiTransport CreateTransport(
        RunInputs inputs,
        BatchApiOptions options,
        int maxConnections,
        int users,
        SecretRedactor redactor,
        RunMeasuring measuring
    ) =>
        new(
            // At least one: without any the run was refused, or the limit has been lowered meanwhile.
            options with
            {
                MaxConnections = Math.Max(1, maxConnections),
            },
            inputs.TimeProvider,
            redactor,
            users
        )
        {
            Board = measuring.Board,
            Pauses = pauses,
        };

    private CleanUpRunner Runner(ApiPaths paths, TimeProvider timeProvider) =>
        new(transport, paths, Key.Shared, timeProvider);

    private ListUser ListsOf(
        RunInputs inputs,
        IMeasurementSink sink,
        ApiPaths paths,
        RetryWaits waits,
        OwnObjects own
    ) =>
        new(
            inputs.Settings.Workflow.List,
            new ListSession(transport, paths, Key.Shared, sink, inputs.Settings.Workflow, own, inputs.TimeProvider)
            {
                Waits = waits,
                Leftovers = inputs.Settings.Workflow.KeepFiles ? null : leftovers,
            },
            sink,
            inputs.Control.CannotGoOn,
            inputs.TimeProvider
        );

    private WorkflowParts PartsOf(
        RunInputs inputs,
        IMeasurementSink sink,
        ApiPaths paths,
        RetryWaits waits,
        OwnObjects? own
    )
    {
        var asked = inputs.Settings.Workflow;
        return new WorkflowParts
        {
            Transport = transport,
            Paths = paths,
            Key = Key.Shared,
            Sink = sink,
            Classes = inputs.Data,
            Options = asked,
            Check = new ResultCheck(asked.CheckResults, words => transport.Redact(words)!, asked.MaxLine),
            Leftovers = asked.KeepFiles ? null : leftovers,
            Saved = Saved,
            Usage = asked.CheckUsage
                ? new UsageComparison(paths.Dialect.TokenSums, asked.UsageTimeout, beside, sink, inputs.TimeProvider)
                : null,
            Uploaded = asked.Estimate ? new CostEstimates(beside, sink, inputs.TimeProvider).Uploaded : null,
            Expiry = expiry,
            Own = own,
            Opened = (inputs.Team as WorkerTeam)?.Opened,
            ReadOn = (inputs.Team as WorkerTeam)?.ReadOn,
            Retried = (inputs.Team as WorkerTeam)?.Retried,
            RunId = inputs.RunId,
            CannotGoOn = inputs.Control.CannotGoOn,
            Waits = waits,
            TimeProvider = inputs.TimeProvider,
            Logger = inputs.Logger,
        };
    }

    private static SavedOutputs? SavedOf(RunInputs inputs) =>
        inputs.Settings.Workflow.SaveOutputs is { } folder
            ? new SavedOutputs(
                inputs.Team is WorkerTeam ? inputs.Results.PathOf(OwnOutputs) : folder,
                words => inputs.View.Note(NoteLevel.Error, words)
            )
            : null;

    private KeyAccount AccountOf(IReadOnlyList<string> oldKeys)
    {
        var account = new KeyAccount(leftovers.AddKey, leftovers.RemoveKey);
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

    private RunKey CreateKey(
        RunInputs inputs,
        IMeasurementSink sink,
        SecretRedactor redactor,
        KeyAccount account,
        NotRemoved notRemoved,
        IReadOnlyList<string> oldKeys
    ) =>
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
                            account,
                            redactor,
                            inputs.TimeProvider,
                            inputs.Settings.Key.KeyPrefix
                        ),
                        _ => own,
                    }
            ),
            transport,
            sink,
            inputs.Control,
            account,
            notRemoved
        );
}
