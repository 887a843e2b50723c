using BatchLoadTest.Reporting.Text;
using BatchLoadTest.Scenarios;
using BatchLoadTest.Scenarios.Deleting;
using BatchLoadTest.Views;

namespace BatchLoadTest.Runs;

/// <summary>The end of what is asked beside the users: the load does not wait for it, and the run not for long.</summary>
/// <param name="requests">What is under way.</param>
/// <param name="expiry">Looks for files that expire; null where nobody does.</param>
/// <param name="inputs">What the run is composed from.</param>
internal sealed class RunSideRequests(SideRequests requests, ExpiryWatch? expiry, RunInputs inputs)
{
    // What began last has its whole time, and a moment to say that it is over.
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    /// <summary>Waits once the load has ended, at most as long as one batch's sums or what runs is waited for.</summary>
    public async Task EndAsync()
    {
        if (expiry is not null)
        {
            await expiry.CloseAsync();
        }

        var asked = inputs.Settings.Workflow;
        var (usage, stop) = (asked.UsageTimeout, inputs.Settings.Load.StopTimeout);
        var patience =
            inputs.Control.Tokens.Interrupt.IsCancellationRequested ? TimeSpan.Zero
            : usage < stop ? usage + Moment
            : stop;
        var what =
            (asked.CheckUsage || asked.Estimate) && requests.UnderWay > 0
                ? $"what the service says of {Figures.Of(requests.UnderWay, "batch", "batches")}"
            : expiry is { UnderWay: > 0 and var files } ? $"the end of {Figures.Of(files, "file")} that should be gone"
            : null;
        if (what is not null && patience > TimeSpan.Zero)
        {
            inputs.View.Note(NoteLevel.Information, $"waiting up to {patience.TotalSeconds:0.#} s for {what}");
        }

        await requests.EndAsync(patience, inputs.Control.Hurry);
    }
}
