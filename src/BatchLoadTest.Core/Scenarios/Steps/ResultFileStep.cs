using BatchLoadTest.BatchApi;
using BatchLoadTest.Measurements;
using BatchLoadTest.Scenarios.Results;

namespace BatchLoadTest.Scenarios.Steps;

/// <summary>
/// Steps 5 and 6: downloads the output file, or the error file, of a batch that has ended, also of one that failed but left
/// results.
/// </summary>
/// <param name="isOutput">Whether it is the output file.</param>
/// <param name="check">Reads it.</param>
/// <param name="saved">Keeps it; null where nothing is kept.</param>
/// <param name="again">Reads it again, where that is drawn; null where nobody does.</param>
internal sealed class ResultFileStep(
    bool isOutput,
    ResultCheck check,
    SavedOutputs? saved = null,
    ReadAgainStep? again = null
) : IWorkflowStep
{
    /// <inheritdoc/>
    public Step Step => isOutput ? Step.Output : Step.Errors;

    /// <inheritdoc/>
    public bool IsReady(WorkflowRound round) =>
        !(isOutput ? round.OutputAsked : round.ErrorsAsked)
        && round.Batch is { Status.IsTerminal: true } batch
        && IdIn(batch) is { } id
        && round.Claims.IsOwn(id, out _);

    /// <inheritdoc/>
    public async ValueTask RunAsync(WorkflowRound round, StepRunner runner)
    {
        round.Contents ??= again?.Draw(round);
        using var copy = saved?.Begin(round.Batch!.Id, isOutput);
        var response = await runner.SendAsync(
            Step,
            (Id: IdIn(round.Batch!)!, Round: round, Check: check, IsOutput: isOutput, Copy: copy),
            static (client, file, authorization) =>
                client.DownloadAsync(
                    file.Id,
                    file.Check.NewFile(
                        file.Round.Upload.Ids,
                        file.IsOutput,
                        file.Copy,
                        file.IsOutput
                            ? FinalRowsOfBoth.Of(
                                file.Round.Reads is { HasBegun: true } reads ? reads : null,
                                file.Round.Contents
                            )
                            : null,
                        file.Round.IsCancelledByRun
                    ),
                    authorization
                )
        );
        if (isOutput)
        {
            (round.Output, round.OutputAsked) = (response.Value, true);
        }
        else
        {
            (round.Errors, round.ErrorsAsked) = (response.Value, true);
        }
    }

    private string? IdIn(Batch batch) => isOutput ? batch.OutputFileId : batch.ErrorFileId;
}
