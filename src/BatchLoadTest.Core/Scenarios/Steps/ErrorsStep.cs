using BatchLoadTest.BatchApi;
using BatchLoadTest.Measurements;

namespace BatchLoadTest.Scenarios.Steps;

/// <summary>Step 6: downloads the error file, where the batch has one.</summary>
public sealed class ErrorsStep : IWorkflowStep
{
    /// <inheritdoc/>
    public bool IsReady(WorkflowRound round) => round.Batch is { Status.IsTerminal: true, ErrorFileId: not null };

    /// <inheritdoc/>
    public async ValueTask RunAsync(WorkflowRound round, StepRunner runner)
    {
        var response = await runner.SendAsync(
            Step.Errors,
            round.Batch!.ErrorFileId!,
            static (client, id, authorization) => client.DownloadAsync(id, new RowCount(), authorization)
        );
        round.ErrorRows = response.Value?.Rows ?? -1;
    }
}
