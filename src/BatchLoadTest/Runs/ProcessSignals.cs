using System.Runtime.InteropServices;
using BatchLoadTest.Recording;
using BatchLoadTest.Runtime;

namespace BatchLoadTest.Runs;

/// <summary>Takes SIGINT, SIGTERM and, where it is not ignored, SIGHUP of this process until it is disposed of.</summary>
internal sealed class ProcessSignals : IDisposable
{
    private readonly Action<RunEnd> signalled;
    private readonly PosixSignalRegistration[] registrations;

    /// <summary>Begins to take them.</summary>
    /// <param name="signalled">Called for each, from another thread.</param>
    public ProcessSignals(Action<RunEnd> signalled)
    {
        this.signalled = signalled;
        registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Take(context, RunEnd.Interrupted)),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Take(context, RunEnd.Terminated)),
            .. HangUp.IsIgnored()
                ? (PosixSignalRegistration[])[]
                : [PosixSignalRegistration.Create(PosixSignal.SIGHUP, context => Take(context, RunEnd.HungUp))],
        ];
    }

    /// <inheritdoc/>
    public void Dispose() => Array.ForEach(registrations, registration => registration.Dispose());

    private void Take(PosixSignalContext context, RunEnd kind)
    {
        // Else the runtime ends the process as soon as this returns.
        context.Cancel = true;
        signalled(kind);
    }
}
