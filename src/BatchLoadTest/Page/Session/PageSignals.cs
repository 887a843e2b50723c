using System.Runtime.InteropServices;
using BatchLoadTest.Recording;
using BatchLoadTest.Runtime;

namespace BatchLoadTest.Page.Session;

/// <summary>
/// SIGINT, SIGTERM and SIGHUP while a page is served: the first one ends a run that goes on and then the program, each further
/// one interrupts what runs.
/// </summary>
internal sealed class PageSignals : IDisposable
{
    private readonly PageSession session;
    private readonly CancellationTokenSource quit;
    private readonly PosixSignalRegistration[] registrations;

    public PageSignals(PageSession session, CancellationTokenSource quit)
    {
        this.session = session;
        this.quit = quit;
        registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Take(context, RunEnd.Interrupted)),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Take(context, RunEnd.Terminated)),
            .. HangUp.IsIgnored()
                ? (PosixSignalRegistration[])[]
                : [PosixSignalRegistration.Create(PosixSignal.SIGHUP, context => Take(context, RunEnd.HungUp))],
        ];
    }

    public void Dispose() => Array.ForEach(registrations, registration => registration.Dispose());

    private void Take(PosixSignalContext context, RunEnd kind)
    {
        // Else the runtime ends the process as soon as this returns.
        context.Cancel = true;
        session.Signal(kind);
        quit.Cancel();
    }
}
