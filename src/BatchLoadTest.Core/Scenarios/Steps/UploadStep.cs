using BatchLoadTest.BatchApi;
using BatchLoadTest.Measurements;
using BatchLoadTest.Scenarios.CleanUp;
using BatchLoadTest.Scenarios.Deleting;
using BatchLoadTest.Scenarios.Listing;

namespace BatchLoadTest.Scenarios.Steps;

/// <summary>Step 1: uploads the data file.</summary>
/// <param name="runId">The run, which the file's name tells.</param>
/// <param name="leftovers">What has to be removed later; null where nothing is.</param>
/// <param name="address">Where files are uploaded to.</param>
/// <param name="uploaded">Told of each file, with the class of the batch that is made of it; null for nobody.</param>
/// <param name="expiry">Looks at when files expire; null where nobody asked for that.</param>
public sealed class UploadStep(
    string runId,
    Leftovers? leftovers,
    Uri address,
    Action<int, string>? uploaded = null,
    ExpiryWatch? expiry = null
) : IWorkflowStep
{
    private volatile bool hasSucceeded;

    /// <summary>Told of each file that lists have to have; null where nobody reads them.</summary>
    public OwnObjects? Own { get; init; }

    /// <inheritdoc/>
    public Step Step => Step.Upload;

    /// <inheritdoc/>
    public bool IsReady(WorkflowRound round) => true;

    /// <inheritdoc/>
    /// <exception cref="CannotGoOnException">There is nothing to upload to, and never was.</exception>
    public async ValueTask RunAsync(WorkflowRound round, StepRunner runner)
    {
        var response = await runner.SendAsync(
            Step.Upload,
            (round.Upload.Source, round.Ids, Name: RunFileName.Of(round.Upload.Source.FileName, runId), Round: round),
            static (client, upload, authorization) =>
                upload.Round.AnswerAsync(Creation.File, client.UploadAsync(upload.Source, authorization, upload.Name)),
            static (upload, file) =>
                upload.Ids.TryTakeFile(file.Id) ? null : $"answered {file.Id}, a file that this run has already"
        );
        round.NoteAnswer(Creation.File, response);

        if (response.IsSuccess)
        {
            hasSucceeded = true;
            runner.Sink.Uploaded(round.Upload.Source.Prompts, round.Class.Number);
        }
        else if (response is { Outcome: Outcome.HttpStatus, Status: 404 or 405 } && !hasSucceeded)
        {
            // No load on an address where there is no such service.
            throw new CannotGoOnException(
                $"the first upload failed: HTTP {response.Status}: {response.Detail}: POST {address}; are --dialect and --api-base right? "
                    + "OpenAI-like services have /v1"
            );
        }

        round.FileId = response.Value?.Id;
        round.IsFilePending = response.Value?.IsPending == true;
        leftovers?.AddFile(round.FileId);
        if (response.Value is { } file)
        {
            if (expiry is null)
            {
                // One that is to expire may be gone before anybody looks.
                Own?.Created(ListKind.Files, file.Id);
            }

            uploaded?.Invoke(round.Class.Number, file.Id);
            round.Expires(expiry, expiry?.Due());
            round.NoteExpiry(file, runner.Sink);
        }
    }
}
