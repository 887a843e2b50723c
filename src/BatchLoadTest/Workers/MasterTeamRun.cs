using BatchLoadTest.Cluster;
using BatchLoadTest.Cluster.Messages;
using BatchLoadTest.Runs;
using BatchLoadTest.Runtime;
using BatchLoadTest.Scenarios;
using BatchLoadTest.Settings;
using BatchLoadTest.Views;

namespace BatchLoadTest.Workers;

/// <summary>Gathers a master's workers for each of its runs, one after the other.</summary>
/// <param name="desk">Answers workers.</param>
/// <param name="transport">Reaches them.</param>
/// <param name="timeProvider">The master's clock.</param>
/// <param name="kept">What a master has left in whose place this one was started; null for nothing.</param>
internal sealed class MasterTeamRun(
    MasterDesk desk,
    IClusterMaster transport,
    TimeProvider timeProvider,
    KeptRun? kept = null
) : ITeamRun
{
    // From the last worker's being ready to the load: all have their part by then, and are compiled.
    private static readonly TimeSpan Lead = TimeSpan.FromSeconds(2);

    // Longer than a process that is started in place of another one takes to join.
    private static readonly TimeSpan LongestVacancy = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    /// <inheritdoc/>
    public string? RunId => kept?.Facts.Id;

    /// <inheritdoc/>
    public KeptRun? Kept => kept;

    /// <inheritdoc/>
    public bool Reports => true;

    /// <inheritdoc/>
    public async Task<RunTeam> GatherAsync(
        RunSettings settings,
        Uri host,
        string runId,
        ClassMix data,
        RunControl control,
        IRunView view
    )
    {
        var master = settings.Master!;
        var merge = new SecondsMerge();
        var keeping = master.Link.Store is null ? null : new RunKeeping(merge, kept);
        var inherited = new TaskCompletionSource<KeyAnswer?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var key = new KeyDesk(timeProvider);
        var file = DataPieces.Of(settings);
        var run = new ClusterRun(
            new ClusterRunParts
            {
                Order = await RunOrders.MakeAsync(settings, host, runId, file),
                Plan = settings.Load,
                Merge = merge,
                Data = offset => file?.Read(offset) ?? [],
                Key = key.AnswerAsync,
                Keeping = keeping,
                Kept = kept,
                KeyBack = answer => inherited.TrySetResult(answer),
                OnLoss = master.OnLoss,
                WorkerWait = master.MaxWait < LongestVacancy ? master.MaxWait.Value : LongestVacancy,
                Note = line => view.Note(NoteLevel.Warning, line),
                CannotGoOn = control.CannotGoOn,
            },
            transport,
            timeProvider
        );
        desk.Note = line => view.Note(NoteLevel.Information, line);
        desk.Set(run);
        if (kept is null)
        {
            await WaitAsync(run, master, control, view);
        }
        else
        {
            view.Note(NoteLevel.Warning, "going on with this run in place of its master; its workers are waited for");
        }

        // Without anybody who would begin there is nothing to wait for.
        var lead = control.Tokens.StartNothingNew.IsCancellationRequested ? TimeSpan.Zero : Lead;
        return new MasterTeam(kept?.StartAt ?? timeProvider.GetUtcNow() + lead, run, merge, key)
        {
            Keeping = keeping,
            Kept = kept,
            Inherited = inherited.Task,
        };
    }

    /// <inheritdoc/>
    public void RunEnded() => desk.Set(null);

    // An address of the sixth version has colons of its own.
    private static string HostOf(string address) => address[..address.LastIndexOf(':')].Trim('[', ']');

    // What a worker needs too; no token, which is a secret.
    private static string Further(ClusterLink link) =>
        (link.MasterPort == ClusterLink.DefaultPort ? "" : $" --master-port {link.MasterPort}")
        + (link.Certificate is null ? "" : " --cluster-certificate FILE")
        + (link.Token is null ? "" : " --cluster-token …");

    private async Task WaitAsync(ClusterRun run, MasterSettings master, RunControl control, IRunView view)
    {
        var begin = timeProvider.GetTimestamp();
        if (run.Ready < master.ExpectWorkers)
        {
            view.Note(
                NoteLevel.Information,
                $"waiting for {master.ExpectWorkers} worker{(master.ExpectWorkers == 1 ? "" : "s")}: "
                    + $"batch-load-test --worker --master-host {HostOf(transport.Address)}{Further(master.Link)}"
            );
        }

        while (run.Ready < master.ExpectWorkers)
        {
            if (control.Tokens.StartNothingNew.IsCancellationRequested)
            {
                return;
            }

            if (run.Problem is { } problem)
            {
                throw new CannotStartException(
                    ExitCodes.CouldNotRun,
                    $"COULD NOT RUN: a worker cannot run this: {problem}"
                );
            }

            if (timeProvider.GetElapsedTime(begin) > master.MaxWait)
            {
                throw new CannotStartException(
                    ExitCodes.CouldNotRun,
                    $"COULD NOT RUN: {run.Ready} of {master.ExpectWorkers} workers were ready after "
                        + $"{master.MaxWait.Value.TotalSeconds:0.#} s (--expect-workers-max-wait)"
                );
            }

            await Task.WhenAny(run.Changed, Task.Delay(Look, timeProvider, CancellationToken.None));
        }
    }
}
