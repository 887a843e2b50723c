using BatchLoadTest.Measurements;
using BatchLoadTest.Scenarios.CleanUp;

namespace BatchLoadTest.Scenarios.Steps;

/// <summary>Step 1: uploads the data file.</summary>
public sealed class UploadStep(Leftovers? leftovers) : IWorkflowStep
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
            (round.Upload.Source, round.Ids),
            static (client, upload, authorization) => client.UploadAsync(upload.Source, authorization),
            static (upload, file) =>
                upload.Ids.TryTakeFile(file.Id) ? null : $"answered {file.Id}, a file that this run has already"
        );
        round.FileId = response.Value?.Id;
        leftovers?.AddFile(round.FileId);
    }
}
