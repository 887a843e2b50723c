using BatchLoadTest.Measurements;
using BatchLoadTest.Scenarios.Retrying;

namespace BatchLoadTest.Scenarios.Steps;

/// <summary>
/// Between 4 and 5, where that was drawn: has failed rows done again, and asks until the batch has ended again. Its files are read
/// once, then.
/// </summary>
/// <param name="requests">Asks for it.</param>
/// <param name="polls">Asks how the batch stands.</param>
internal sealed class RetryStep(RetryRequest requests, PollStep polls) : IWorkflowStep
{
    /// <inheritdoc/>
    public Step Step => Step.Retry;

    /// <inheritdoc/>
    public bool IsReady(WorkflowRound round) => round.IsToBeRetried;

    /// <inheritdoc/>
    public async ValueTask RunAsync(WorkflowRound round, StepRunner runner)
    {
        round.IsToBeRetried = false;
        // Of a cancelled batch all may be done meanwhile.
        if (requests.RowsOf(round.Batch!) == 0)
        {
            return;
        }

        await requests.SendAsync(round, runner);
        if (round.Retry is { IsUnderWay: true })
        {
            await polls.PollAsync(round, runner);
        }
    }
}
