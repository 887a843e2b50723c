using BatchLoadTest.BatchApi;
using BatchLoadTest.Measurements;

namespace BatchLoadTest.Scenarios.Steps;

/// <summary>
/// Between 4 and 5 of a batch that the run cancelled: rows that were being worked on may be done yet, so it is asked until its
/// counts rest from one answer to the next. What they are then has to be in its files.
/// </summary>
internal sealed class SettleStep(WorkflowOptions options, StatusRequest status) : IWorkflowStep
{
    /// <inheritdoc/>
    public Step Step => Step.Poll;

    /// <inheritdoc/>
    public bool IsReady(WorkflowRound round) =>
        round is { Batch: { Status.State: BatchState.Cancelled, Counts: not null } }
        && round.Outcome is BatchOutcome.CancelledByRun or BatchOutcome.DeletedByRun;

    /// <inheritdoc/>
    public async ValueTask RunAsync(WorkflowRound round, StepRunner runner)
    {
        var end = StatusRequest.AgeOf(round, runner) + options.CancelTimeout;
        while (StatusRequest.AgeOf(round, runner) + options.PollInterval <= end)
        {
            await runner.DelayAsync(options.PollInterval);
            var before = round.Batch!.Counts;
            if ((await status.SendAsync(round, runner)).Value is not { Status.IsTerminal: true } batch)
            {
                return;
            }

            round.Batch = batch;
            if (batch.Counts == before)
            {
                return;
            }
        }
    }
}
