using BatchLoadTest.Cluster;
using BatchLoadTest.Cluster.Messages;
using BatchLoadTest.Recording;
using BatchLoadTest.Runs;
using BatchLoadTest.Runtime;
using BatchLoadTest.Settings;
using BatchLoadTest.Terminal;

namespace BatchLoadTest.Workers;

/// <summary>A worker that has joined its master: asks for runs, prepares them and does its part of each.</summary>
/// <param name="settings">The worker's own.</param>
/// <param name="transport">The way to the master.</param>
/// <param name="terminal">Where a person looks.</param>
/// <param name="timeProvider">This machine's clock.</param>
/// <param name="stop">Ends it.</param>
internal sealed class WorkerSession(
    WorkerSettings settings,
    IClusterWorker transport,
    TerminalOutput terminal,
    TimeProvider timeProvider,
    CancellationToken stop
)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly MasterClock clock = new(timeProvider);
    private PreparedRun? prepared;
    private string? problem;
    private string refused = "";
    private string done = "";
    private long heardAt = timeProvider.GetTimestamp();
    private int exitCode = ExitCodes.Success;
    private RunEnd told;
    private volatile WorkerPart? part;
    private volatile RunControl? control;

    /// <summary>The worker, for a person: its machine and process.</summary>
    public static string Name => $"{Environment.MachineName}-{Environment.ProcessId}";

    /// <summary>What became of it, in a line; null where it has done nothing.</summary>
    public string? LastWords { get; private set; }

    /// <summary>Whether that was said as an error.</summary>
    public bool HasSaidIt { get; private set; }

    /// <summary>Another share of the run that goes on.</summary>
    public void Take(Lease lease) => part?.Take(lease);

    /// <summary>A signal of the system, for the run that goes on.</summary>
    public void Signal(RunEnd kind)
    {
        told = kind;
        control?.Signal(kind);
    }

    /// <summary>
    /// Works until the master has nothing more to do. Returns the exit code; null where it has to join again as a new worker.
    /// </summary>
    public async Task<int?> WorkAsync()
    {
        try
        {
            while (!stop.IsCancellationRequested)
            {
                if (transport.TakenForDead.IsCancellationRequested)
                {
                    await SayAsync("taken for dead by the master; joining again as a new worker");
                    return null;
                }

                var answer = await HelloAsync();
                if (answer is null ? await GiveUpAsync() : await EndOfAsync(answer))
                {
                    return exitCode;
                }

                if (answer?.Run is { } order && order.RunId != done && await PrepareAsync(order, answer.Number))
                {
                    continue;
                }

                if (prepared is { } run && answer?.Lease is { } lease)
                {
                    exitCode = await RunAsync(run, lease);
                    (done, prepared) = (run.Order.RunId, null);
                    run.Dispose();
                }

                await Task.Delay(Pause, timeProvider, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            // Told to end before it has done anything: whoever started it is to start another one.
            return done.Length > 0 ? exitCode : RunExitCode.Of(told, []);
        }
        finally
        {
            prepared?.Dispose();
        }
    }

    // Whether the master is gone for good.
    private async Task<bool> GiveUpAsync()
    {
        if (timeProvider.GetElapsedTime(heardAt) <= MasterSilence.LongPatience)
        {
            return false;
        }

        await RefuseAsync("the master is gone");
        exitCode = ExitCodes.CouldNotRun;
        return true;
    }

    private async Task<bool> EndOfAsync(HelloAnswer answer)
    {
        heardAt = timeProvider.GetTimestamp();
        if (answer.Refusal is not { } refusal)
        {
            return answer.IsOver;
        }

        await RefuseAsync($"the master refuses this worker: {refusal}");
        exitCode = ExitCodes.CouldNotRun;
        return true;
    }

    // Whether that has just been done: the master is told at once.
    private async Task<bool> PrepareAsync(RunOrder order, int number)
    {
        if (order.RunId == prepared?.Order.RunId || (problem is not null && order.RunId == refused))
        {
            return false;
        }

        prepared?.Dispose();
        (prepared, problem) = await PreparedRun.PrepareAsync(transport.Master, order, number, settings);
        refused = problem is null ? "" : order.RunId;
        return true;
    }

    private WorkerHello Hello =>
        new(
            Name,
            ProgramInfo.Version,
            Environment.ProcessorCount,
            settings.Link.Token,
            prepared?.Order.RunId ?? (problem is null ? null : refused),
            problem
        );

    private async Task<HelloAnswer?> HelloAsync()
    {
        var askedAt = timeProvider.GetTimestamp();
        try
        {
            var answer = await transport.Master.HelloAsync(transport.Address, Hello);
            clock.Heard(askedAt, answer.Now);
            return answer;
        }
        catch (ClusterException)
        {
            return null;
        }
    }

    private async Task<int> RunAsync(PreparedRun run, Lease lease)
    {
        using var own = new RunControl();
        var time = new ShiftedClock(timeProvider, clock.Now.Offset);
        using var now = new WorkerPart(run, lease, transport, clock, Hello, own, time);
        (part, control) = (now, own);
        await using var dead = transport.TakenForDead.UnsafeRegister(
            static control => ((RunControl)control!).CannotGoOn("taken for dead by the master"),
            own
        );
        var ticking = now.TickAsync();
        var code = ExitCodes.InternalError;
        try
        {
            code = await new LoadTest(run.Settings, terminal, time, now, now).RunUnderAsync(own);
        }
        finally
        {
            now.Close(code == ExitCodes.Success ? null : "it could not start");
            await ticking;
            (part, control) = (null, null);
        }

        // Whether the run has passed the master says. A signal that came before the master's word left a part undone.
        var isLeft = code is ExitCodes.HungUp or ExitCodes.Interrupted or ExitCodes.Terminated && !now.IsDrained;
        LastWords =
            now.Problem is { } words ? $"COULD NOT RUN {words}"
            : isLeft ? $"INTERRUPTED by a signal: {run.RunId} is left to other workers"
            : $"DONE {run.RunId}; the master has its figures and judges them";
        return now.Problem is not null ? ExitCodes.CouldNotRun
            : isLeft ? code
            : ExitCodes.Success;
    }

    private Task RefuseAsync(string words)
    {
        (LastWords, HasSaidIt) = ($"COULD NOT RUN: {words}", true);
        return SayAsync($"error: {LastWords}");
    }

    private Task SayAsync(string line) => terminal.Error.WriteLineAsync(line);
}
