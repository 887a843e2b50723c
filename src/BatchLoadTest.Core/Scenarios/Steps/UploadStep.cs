using BatchLoadTest.BatchApi;
using BatchLoadTest.Measurements;
using BatchLoadTest.Scenarios.CleanUp;

namespace BatchLoadTest.Scenarios.Steps;

/// <summary>Step 1: uploads the data file.</summary>
public sealed class UploadStep(string runId, Leftovers? leftovers) : IWorkflowStep
{
    /// <inheritdoc/>
    public string Name => "upload";

    /// <inheritdoc/>
    public bool IsReady(WorkflowRound round) => true;

    /// <inheritdoc/>
    public async ValueTask RunAsync(WorkflowRound round, StepRunner runner)
    {
        var response = await runner.SendAsync(
            Step.Upload,
            (round.Upload.Source, round.Ids, Name: RunFileName.Of(round.Upload.Source.FileName, runId), Round: round),
            static (client, upload, authorization) =>
            {
                upload.Round.Unanswered = Creation.File;
                return client.UploadAsync(upload.Source, authorization, upload.Name);
            },
            static (upload, file) =>
                upload.Ids.TryTakeFile(file.Id) ? null : $"answered {file.Id}, a file that this run has already"
        );
        if (!LostAnswer.MayBe(response))
        {
            round.Unanswered = Creation.None;
        }

        round.FileId = response.Value?.Id;
        leftovers?.AddFile(round.FileId);
    }
}
