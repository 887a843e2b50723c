using BatchLoadTest.Measurements;
using BatchLoadTest.Scenarios.Results;

namespace BatchLoadTest.Scenarios.Steps;

/// <summary>Step 5: downloads the output file of a batch that has ended, also of one that failed but left results.</summary>
public sealed class OutputStep(ResultCheck check) : IWorkflowStep
{
    /// <inheritdoc/>
    public string Name => "output";

    /// <inheritdoc/>
    public bool IsReady(WorkflowRound round) =>
        !round.OutputAsked
        && round.Batch is { Status.IsTerminal: true, OutputFileId: { } id }
        && round.Claims.IsOwn(id, out _);

    /// <inheritdoc/>
    public async ValueTask RunAsync(WorkflowRound round, StepRunner runner)
    {
        var response = await runner.SendAsync(
            Step.Output,
            (Id: round.Batch!.OutputFileId!, Round: round, Check: check),
            static (client, file, authorization) =>
                client.DownloadAsync(file.Id, file.Check.NewFile(file.Round.Upload.Ids, isOutput: true), authorization)
        );
        round.Output = response.Value;
        round.OutputAsked = true;
    }
}
