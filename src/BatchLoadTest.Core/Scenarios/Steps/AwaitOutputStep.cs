using BatchLoadTest.BatchApi;
using BatchLoadTest.Measurements;
using BatchLoadTest.Scenarios.Results;

namespace BatchLoadTest.Scenarios.Steps;

/// <summary>
/// Between 4 and 5, seldom: waits for the output file of a batch that says that it is completed and does not name one. A
/// service that writes the two one after the other is asked again for a while; its turnaround has ended.
/// </summary>
/// <remarks>
/// A batch of which every row failed needs no output file. Where its counts say so nothing is waited for; where they do
/// not tell, its error file is read first, so that such a batch never costs the wait.
/// </remarks>
internal sealed class AwaitOutputStep(WorkflowOptions options, StatusRequest status, ResultFileStep errors)
    : IWorkflowStep
{
    /// <summary>How long an output file may be named later than the end.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public Step Step => Step.Poll;

    /// <inheritdoc/>
    public bool IsReady(WorkflowRound round) => round.Batch is not null && LacksOutput(round) is not false;

    /// <inheritdoc/>
    public async ValueTask RunAsync(WorkflowRound round, StepRunner runner)
    {
        if (LacksOutput(round) is null && errors.IsReady(round))
        {
            await errors.RunAsync(round, runner);
        }

        while (LacksOutput(round) == true)
        {
            var wait = PollBackoff.After(round.Polls, options);
            wait = wait < LongestWait ? wait : LongestWait;
            if (round.Polls >= options.MaxPolls || StatusRequest.AgeOf(round, runner) + wait > End(round))
            {
                return;
            }

            await runner.DelayAsync(wait);
            var response = await status.SendAsync(round, runner);
            if (response.Value is { Status.State: BatchState.Completed } batch)
            {
                // Any other status is a violation that is counted; the batch has ended for us.
                round.Batch = batch;
                round.OutputCameLate = batch.OutputFileId is not null;
                status.Claim(round, runner);
            }
            else if (response.RetryAfter is { } asked)
            {
                var rest = End(round) - StatusRequest.AgeOf(round, runner);
                await runner.DelayAsync(asked < rest ? asked : rest);
            }
        }
    }

    private static bool? LacksOutput(WorkflowRound round) =>
        ResultCheck.LacksOutput(round.Upload.Ids, round.Batch!, round.Errors);

    // In time since the create request.
    private TimeSpan End(WorkflowRound round)
    {
        var retry = round.Retry;
        var end = (retry?.EndedAfter ?? round.Turnaround!.Value) + Patience;
        return options.BatchTimeout + (retry?.AcceptedAfter ?? TimeSpan.Zero) is { } limit && limit < end ? limit : end;
    }
}
