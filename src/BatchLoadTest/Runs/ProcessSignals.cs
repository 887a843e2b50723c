using System.Runtime.InteropServices;
using BatchLoadTest.Recording;
using BatchLoadTest.Runtime;

namespace BatchLoadTest.Runs;

/// <summary>
/// Takes SIGINT, SIGTERM and, where it is not ignored, SIGHUP of this process until it is disposed of. One that came while
/// nobody took any, <see cref="Keep"/> being asked for, is taken at once: the first process of a container has no default for
/// signals, and one that it does not take is lost.
/// </summary>
internal sealed class ProcessSignals : IDisposable
{
    private static readonly Lock Gate = new();
    private static readonly List<ProcessSignals> Takers = [];
    private static PosixSignalRegistration[] registrations = [];
    private static RunEnd? kept;
    private static bool isKeeping;

    private readonly Action<RunEnd> signalled;

    /// <summary>Begins to take them.</summary>
    /// <param name="signalled">Called for each, from another thread; for one that was kept from this one.</param>
    public ProcessSignals(Action<RunEnd> signalled)
    {
        this.signalled = signalled;
        RunEnd? first;
        lock (Gate)
        {
            Takers.Add(this);
            Register();
            (first, kept) = (kept, null);
        }

        if (first is { } kind)
        {
            signalled(kind);
        }
    }

    /// <summary>
    /// From now on a signal that nobody takes waits for who does: the program has hardly begun, or is between two runs. A
    /// second one ends the process.
    /// </summary>
    public static void Keep()
    {
        lock (Gate)
        {
            isKeeping = true;
            Register();
        }
    }

    /// <summary>Nobody will take any: they do what they do by default, the one that was kept included.</summary>
    public static void LetGo()
    {
        RunEnd? waiting;
        lock (Gate)
        {
            isKeeping = false;
            (waiting, kept) = (kept, null);
            Unregister();
        }

        if (waiting is { } kind)
        {
            EndProcess(kind);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (Gate)
        {
            Takers.Remove(this);
            Unregister();
        }
    }

    private static void Register()
    {
        if (registrations.Length == 0)
        {
            registrations =
            [
                PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Take(context, RunEnd.Interrupted)),
                PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Take(context, RunEnd.Terminated)),
                .. HangUp.IsIgnored()
                    ? (PosixSignalRegistration[])[]
                    : [PosixSignalRegistration.Create(PosixSignal.SIGHUP, context => Take(context, RunEnd.HungUp))],
            ];
        }
    }

    private static void Unregister()
    {
        if (Takers.Count == 0 && !isKeeping)
        {
            Array.ForEach(registrations, registration => registration.Dispose());
            registrations = [];
        }
    }

    private static void Take(PosixSignalContext context, RunEnd kind)
    {
        // Else the runtime ends the process as soon as this returns.
        context.Cancel = true;
        List<ProcessSignals> takers;
        bool isSecond;
        lock (Gate)
        {
            takers = [.. Takers];
            isSecond = takers.Count == 0 && kept is not null;
            kept ??= takers.Count == 0 ? kind : null;
        }

        takers.ForEach(taker => taker.signalled(kind));
        if (isSecond)
        {
            EndProcess(kind);
        }
    }

    private static void EndProcess(RunEnd kind) => Environment.Exit(RunExitCode.Of(kind, []));
}
