using System.Diagnostics;
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
using BatchLoadTest.Scenarios.Tracing;
using BatchLoadTest.Views;

namespace BatchLoadTest.Runs;

/// <summary>Composes what a load does with the service: workflow, lists and clean-up.</summary>
internal sealed class RunService : IDisposable
{
    /// <summary>Folder of saved result files within the results folder of a worker.</summary>
    public const string OwnOutputs = "outputs";

    private readonly RunAccess access;
    private readonly SideRequests beside;
    private readonly ExpiryWatch? expiry;
    private readonly ActivitySource? traces;
    private readonly StepNames names;

    /// <summary>Nothing is sent before the first user or the end of the load.</summary>
    /// <param name="inputs">What the run is composed from.</param>
    /// <param name="access">The way to the service.</param>
    /// <param name="facts">What it is asked to do.</param>
    /// <param name="measuring">Measures it.</param>
    /// <param name="waits">Gets waits that the service asked for.</param>
    /// <param name="traces">Where spans begin; null where nobody traces.</param>
    public RunService(
        RunInputs inputs,
        RunAccess access,
        RunFacts facts,
        RunMeasuring measuring,
        RetryWaits waits,
        ActivitySource? traces = null
    )
    {
        this.access = access;
        this.traces = traces;
        names = new StepNames(facts.ApiBase);
        var asked = inputs.Settings.Workflow;
        var options = access.Options;
        var paths = new ApiPaths(
            asked.ExpireFiles is { } after ? options with { Dialect = options.Dialect.WithExpiry(after) } : options
        );
        Earlier = [.. EarlierOf(inputs, facts, paths)];
        CleanUp = new RunCleanUp(
            access.Leftovers,
            () => Runner(paths, inputs.TimeProvider),
            Earlier,
            asked.CleanUpTimeout,
            asked.KeepFiles,
            inputs.RunId,
            access.NotRemoved,
            inputs.TimeProvider,
            inputs.Logger,
            inputs.Team is MasterTeam team ? () => team.Run.LostParts : null,
            (inputs.Team as WorkerTeam)?.LeavesCleanUp
        );
        beside = new SideRequests(access.Transport, paths, Key.Shared, inputs.TimeProvider);
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
    public RunKey Key => access.Key;

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
    public void Dispose()
    {
        Workflow.Dispose();
        Lists?.Dispose();
        beside.Dispose();
        expiry?.Dispose();
    }

    // A worker removes its own at most: its master knows who has what.
    private IEnumerable<EarlierCleanUp> EarlierOf(RunInputs inputs, RunFacts facts, ApiPaths paths)
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
                access.Account,
                () => Runner(paths, inputs.TimeProvider),
                inputs.Logger
            ))
            .Where(each => each.IsOfInterest);
    }

    private CleanUpRunner Runner(ApiPaths paths, TimeProvider timeProvider) =>
        new(access.Transport, paths, Key.Shared, timeProvider);

    private ListUser ListsOf(
        RunInputs inputs,
        IMeasurementSink sink,
        ApiPaths paths,
        RetryWaits waits,
        OwnObjects own
    ) =>
        new(
            inputs.Settings.Workflow.List,
            new ListSession(
                access.Transport,
                paths,
                Key.Shared,
                sink,
                inputs.Settings.Workflow,
                own,
                inputs.TimeProvider
            )
            {
                Waits = waits,
                Leftovers = inputs.Settings.Workflow.KeepFiles ? null : access.Leftovers,
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
            Transport = access.Transport,
            Paths = paths,
            Key = Key.Shared,
            Sink = sink,
            Classes = inputs.Data,
            Options = asked,
            Check = new ResultCheck(asked.CheckResults, words => access.Transport.Redact(words)!, asked.MaxLine),
            Leftovers = asked.KeepFiles ? null : access.Leftovers,
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
            Spans = traces is null ? null : () => new RoundSpans(traces, names),
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
}
