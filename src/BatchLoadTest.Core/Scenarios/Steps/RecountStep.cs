using BatchLoadTest.Measurements;

namespace BatchLoadTest.Scenarios.Steps;

/// <summary>
/// After 6, seldom: a batch that the run cancelled has more rows than it said. Rows that were being worked on at the cancel may
/// be done afterwards, so it is asked once more.
/// </summary>
internal sealed class RecountStep(StatusRequest status) : IWorkflowStep
{
    /// <inheritdoc/>
    public Step Step => Step.Poll;

    /// <inheritdoc/>
    public bool IsReady(WorkflowRound round) =>
        round is { IsBatchGone: false, Batch.Counts: { } counts }
        && round.Outcome is BatchOutcome.CancelledByRun or BatchOutcome.DeletedByRun
        && Rows(round.Output?.Findings) + Rows(round.Errors?.Findings) > counts.Completed + counts.Failed;

    /// <inheritdoc/>
    public async ValueTask RunAsync(WorkflowRound round, StepRunner runner) =>
        round.CountsAfterwards = (await status.SendAsync(round, runner)).Value?.Counts;

    private static long Rows(ResultFindings? findings) =>
        findings is null ? 0 : findings.OutputRows + findings.ErrorRows;
}
