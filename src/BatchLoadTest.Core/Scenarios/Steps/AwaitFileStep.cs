using BatchLoadTest.Measurements;

namespace BatchLoadTest.Scenarios.Steps;

/// <summary>
/// Between 2 and 3, where a service refuses batches of a file that it still works on: asks for the file's metadata until it
/// says that it is done, as long as batches are waited for at the most. Then the batch is created all the same: what the
/// service says to it is its answer.
/// </summary>
internal sealed class AwaitFileStep(WorkflowOptions options) : IWorkflowStep
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(250);

    /// <inheritdoc/>
    public Step Step => Step.Metadata;

    /// <inheritdoc/>
    public bool IsReady(WorkflowRound round) => round is { FileId: not null, IsFilePending: true };

    /// <inheritdoc/>
    public async ValueTask RunAsync(WorkflowRound round, StepRunner runner)
    {
        var start = runner.TimeProvider.GetTimestamp();
        var wait = FirstWait;
        for (var asked = 0; round.IsFilePending && asked < options.MaxPolls; asked++)
        {
            if (runner.TimeProvider.GetElapsedTime(start) + wait > options.BatchTimeout)
            {
                return;
            }

            await runner.DelayAsync(wait);
            if (!(await FileRequest.SendAsync(round, runner)).IsSuccess)
            {
                return;
            }

            wait = wait * 2 < options.PollMaxInterval ? wait * 2 : options.PollMaxInterval;
        }
    }
}
