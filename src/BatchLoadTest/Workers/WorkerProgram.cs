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
    private RunEnd told;
    private string lastWords = "";
    private bool hasSaidIt;

    /// <summary>Works until the master has nothing more to do, or a signal. Returns the exit code.</summary>
    public async Task<int> RunAsync()
    {
        using var signals = new ProcessSignals(Signal);
        var exitCode = await WorkAsync();
        var line = $"{lastWords} (exit code {exitCode})";
        if (!hasSaidIt)
        {
            // Last in the log, where what became of a pod is looked for.
            await terminal.Out.WriteLineAsync(line);
            await terminal.Out.FlushAsync();
        }

        await TerminationLog.WriteWhyAsync(null, terminal, line);
        return exitCode;
    }

    /// <inheritdoc/>
    public Task ApplyAsync(Lease lease)
    {
        session?.Take(lease);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void Dispose() => stop.Dispose();

    private async Task<int> WorkAsync()
    {
        try
        {
            int? exitCode = null;
            while (exitCode is null)
            {
                await using var transport = ClusterTransports.Worker(settings.Link);
                if (!await JoinAsync(transport))
                {
                    // Told to end before it has done anything, as a worker that has joined.
                    return stop.IsCancellationRequested ? RunExitCode.Of(told, []) : ExitCodes.CouldNotRun;
                }

                var joined = new WorkerSession(settings, transport, terminal, timeProvider, stop.Token);
                session = joined;
                exitCode = await joined.WorkAsync();
                (lastWords, hasSaidIt) = (joined.LastWords ?? "ended before there was a run", joined.HasSaidIt);
                session = null;
            }

            return exitCode.Value;
        }
        catch (ClusterException exception)
        {
            await RefuseAsync(exception.Message);
            return ExitCodes.CouldNotRun;
        }
    }

    // True once it has joined.
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
            if (stop.IsCancellationRequested)
            {
                lastWords = "ended before there was a master";
                return false;
            }

            await RefuseAsync(
                $"no master at {settings.Link.Master} within {settings.MasterWait.TotalSeconds:0.#} s (--master-wait)"
            );
            return false;
        }
    }

    private void Signal(RunEnd kind)
    {
        told = kind;
        session?.Signal(kind);
        stop.Cancel();
    }

    private Task RefuseAsync(string words)
    {
        (lastWords, hasSaidIt) = ($"COULD NOT RUN: {words}", true);
        return SayAsync($"error: {lastWords}");
    }

    private Task SayAsync(string line) => terminal.Error.WriteLineAsync(line);
}
