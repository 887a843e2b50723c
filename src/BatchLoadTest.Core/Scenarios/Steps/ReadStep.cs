using BatchLoadTest.BatchApi;
using BatchLoadTest.Measurements;

namespace BatchLoadTest.Scenarios.Steps;

/// <summary>
/// Between 4 and 5, where the output was read while the batch ran: the rest of it. Where the service cannot go on from a line
/// the download that follows is that.
/// </summary>
internal sealed class ReadStep(ReadRequest reads) : IWorkflowStep
{
    /// <inheritdoc/>
    public Step Step => Step.Read;

    /// <inheritdoc/>
    public bool IsReady(WorkflowRound round) =>
        reads.Resumes
        && round is { Reads.HasBegun: true, Batch: { Status.IsTerminal: true } batch }
        && batch.OutputFileId == round.RunningOutput;

    /// <inheritdoc/>
    public async ValueTask RunAsync(WorkflowRound round, StepRunner runner)
    {
        while (await ReadRequest.SendLastAsync(round, runner)) { }
    }
}
