using BatchLoadTest.Reporting.Text;
using BatchLoadTest.Scenarios;
using BatchLoadTest.Views;

namespace BatchLoadTest.Runs;

/// <summary>The end of what is asked beside the users: the load does not wait for it, and the run not for long.</summary>
/// <param name="requests">What is under way.</param>
/// <param name="inputs">What the run is composed from.</param>
internal sealed class RunSideRequests(SideRequests requests, RunInputs inputs)
{
    // What began last has its whole time, and a moment to say that it is over.
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    /// <summary>Waits once the load has ended, at most as long as one batch's sums or what runs is waited for.</summary>
    public Task EndAsync()
    {
        var (usage, stop) = (inputs.Settings.Workflow.UsageTimeout, inputs.Settings.Load.StopTimeout);
        var patience =
            inputs.Control.Tokens.Interrupt.IsCancellationRequested ? TimeSpan.Zero
            : usage < stop ? usage + Moment
            : stop;
        if (requests.UnderWay > 0 && patience > TimeSpan.Zero)
        {
            inputs.View.Note(
                NoteLevel.Information,
                $"waiting up to {patience.TotalSeconds:0.#} s for what the service says of {Figures.Of(requests.UnderWay, "batch", "batches")}"
            );
        }

        return requests.EndAsync(patience, inputs.Control.Hurry);
    }
}
