using BatchLoadTest.BatchApi;
using BatchLoadTest.Measurements;

namespace BatchLoadTest.Scenarios.Steps;

/// <summary>Step 5: downloads the output file of a batch that has ended, also of one that failed but left results.</summary>
public sealed class OutputStep : IWorkflowStep
{
    /// <inheritdoc/>
    public bool IsReady(WorkflowRound round) => round.Batch is { Status.IsTerminal: true, OutputFileId: not null };

    /// <inheritdoc/>
    public async ValueTask RunAsync(WorkflowRound round, StepRunner runner)
    {
        var response = await runner.SendAsync(
            Step.Output,
            round.Batch!.OutputFileId!,
            static (client, id, authorization) => client.DownloadAsync(id, new RowCount(), authorization)
        );
        round.OutputRows = response.Value?.Rows ?? -1;
    }
}
