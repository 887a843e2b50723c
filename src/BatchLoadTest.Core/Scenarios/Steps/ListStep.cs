using BatchLoadTest.Measurements;

namespace BatchLoadTest.Scenarios.Steps;

/// <summary>After creating a batch: reads the newest page of the list of batches.</summary>
public sealed class ListStep : IWorkflowStep
{
    /// <inheritdoc/>
    public Step Step => Step.List;

    /// <inheritdoc/>
    public bool IsReady(WorkflowRound round) => round.Batch is not null;

    /// <inheritdoc/>
    public async ValueTask RunAsync(WorkflowRound round, StepRunner runner) =>
        await runner.SendAsync(
            Step,
            round,
            static (client, _, authorization) => client.ListBatchesAsync(after: null, authorization)
        );
}
