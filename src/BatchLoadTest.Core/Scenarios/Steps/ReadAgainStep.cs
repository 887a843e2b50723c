using BatchLoadTest.Measurements;
using BatchLoadTest.Scenarios.Reading;
using BatchLoadTest.Scenarios.Results;

namespace BatchLoadTest.Scenarios.Steps;

/// <summary>After 6, where that was drawn: reads the output file a second time, which has to be the same.</summary>
/// <param name="plan">Which, and when.</param>
/// <param name="check">Reads it.</param>
internal sealed class ReadAgainStep(ReadAgainPlan plan, ResultCheck check) : IWorkflowStep
{
    /// <inheritdoc/>
    public Step Step => Step.Again;

    /// <inheritdoc/>
    public bool IsReady(WorkflowRound round) => round is { Contents.IsWhole: true, Output: not null };

    /// <summary>Draws whether the output is to be read again; before it is read. Of a batch that was cancelled it may grow.</summary>
    public RowContents? Draw(WorkflowRound round) =>
        plan.Share > 0 && check.ComparesRows && !round.IsCancelledByRun && round.Random.NextDouble() < plan.Share
            ? new RowContents(round.Upload.Ids)
            : null;

    /// <inheritdoc/>
    public async ValueTask RunAsync(WorkflowRound round, StepRunner runner)
    {
        await runner.DelayAsync(plan.After);
        using var later = new RowContents(round.Upload.Ids);
        var response = await runner.SendAsync(
            Step,
            (Round: round, Check: check, Later: later),
            static (client, its, authorization) =>
                client.DownloadAsync(
                    its.Round.Batch!.OutputFileId!,
                    its.Check.NewFile(its.Round.Upload.Ids, isOutput: true, finalRows: its.Later),
                    authorization
                )
        );
        using var file = response.Value;
        if (later.IsWhole)
        {
            round.Contents!.Compare(later, round.Output!.Findings);
        }
    }
}
