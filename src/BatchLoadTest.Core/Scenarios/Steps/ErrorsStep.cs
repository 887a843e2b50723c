using BatchLoadTest.Measurements;
using BatchLoadTest.Scenarios.Results;

namespace BatchLoadTest.Scenarios.Steps;

/// <summary>Step 6: downloads the error file, where the batch has one.</summary>
public sealed class ErrorsStep(ResultCheck check) : IWorkflowStep
{
    /// <inheritdoc/>
    public string Name => "errors";

    /// <inheritdoc/>
    public bool IsReady(WorkflowRound round) =>
        !round.ErrorsAsked
        && round.Batch is { Status.IsTerminal: true, ErrorFileId: { } id }
        && round.Claims.IsOwn(id, out _);

    /// <inheritdoc/>
    public async ValueTask RunAsync(WorkflowRound round, StepRunner runner)
    {
        var response = await runner.SendAsync(
            Step.Errors,
            (Id: round.Batch!.ErrorFileId!, Round: round, Check: check),
            static (client, file, authorization) =>
                client.DownloadAsync(file.Id, file.Check.NewFile(file.Round.Upload.Ids, isOutput: false), authorization)
        );
        round.Errors = response.Value;
        round.ErrorsAsked = true;
    }
}
