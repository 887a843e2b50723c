using BatchLoadTest.Cluster;
using BatchLoadTest.Cluster.Messages;
using BatchLoadTest.Recording;
using BatchLoadTest.Runs;
using BatchLoadTest.Runtime;
using BatchLoadTest.Settings;
using BatchLoadTest.Terminal;

namespace BatchLoadTest.Workers;

/// <summary>The <c>run</c> command of a worker: takes run after run from its master, until that one has no more.</summary>
internal sealed class WorkerProgram(WorkerSettings settings, TerminalOutput terminal, TimeProvider timeProvider)
    : IWorkerCalls,
        IDisposable
{
    private readonly CancellationTokenSource stop = new();
    private volatile WorkerSession? session;

    /// <summary>Works until the master has nothing more to do, or a signal. Returns the exit code.</summary>
    public async Task<int> RunAsync()
    {
        using var signals = new ProcessSignals(Signal);
        try
        {
            int? exitCode = null;
            while (exitCode is null)
            {
                await using var transport = ClusterTransports.Worker(settings.Link);
                if (!await JoinAsync(transport))
                {
                    return ExitCodes.CouldNotRun;
                }

                var joined = new WorkerSession(settings, transport, terminal, timeProvider, stop.Token);
                session = joined;
                exitCode = await joined.WorkAsync();
                session = null;
            }

            return exitCode.Value;
        }
        catch (ClusterException exception)
        {
            await SayAsync($"error: COULD NOT RUN: {exception.Message}");
            return ExitCodes.CouldNotRun;
        }
    }

    /// <inheritdoc/>
    public Task ApplyAsync(Lease lease)
    {
        session?.Take(lease);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void Dispose() => stop.Dispose();

    // True once it has joined; else it was said why not.
    private async Task<bool> JoinAsync(IClusterWorker transport)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop.Token);
        patience.CancelAfter(settings.MasterWait);
        try
        {
            await transport.JoinAsync(this, terminal.Error.WriteLine, patience.Token);
            await SayAsync($"worker {WorkerSession.Name} has joined {settings.Link.Master}");
            return true;
        }
        catch (OperationCanceledException)
        {
            await SayAsync(
                stop.IsCancellationRequested
                    ? "ended before there was a master"
                    : $"error: COULD NOT RUN: no master at {settings.Link.Master} within "
                        + $"{settings.MasterWait.TotalSeconds:0.#} s (--master-wait)"
            );
            return false;
        }
    }

    private void Signal(RunEnd kind)
    {
        session?.Signal(kind);
        stop.Cancel();
    }

    private Task SayAsync(string line) => terminal.Error.WriteLineAsync(line);
}
