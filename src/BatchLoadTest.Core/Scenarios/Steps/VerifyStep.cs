using BatchLoadTest.BatchApi;
using BatchLoadTest.Measurements;
using BatchLoadTest.Scenarios.Results;

namespace BatchLoadTest.Scenarios.Steps;

/// <summary>
/// Step 2: looks whether the service has the file: its metadata, its content, or one of the two at random. Content is
/// compared as parsed requests, never byte by byte: services rewrite the JSON.
/// </summary>
/// <param name="mode">What is read back.</param>
/// <param name="maxLine">Longest line of the content in bytes.</param>
public sealed class VerifyStep(VerifyMode mode, int maxLine = LineSplitter.DefaultMaxLine) : IWorkflowStep
{
    /// <inheritdoc/>
    public Step Step => Step.Verify;

    /// <inheritdoc/>
    public bool IsReady(WorkflowRound round) => round.FileId is not null;

    /// <inheritdoc/>
    public async ValueTask RunAsync(WorkflowRound round, StepRunner runner)
    {
        var metadata = mode switch
        {
            VerifyMode.Metadata or VerifyMode.Both => true,
            VerifyMode.Content => false,
            _ => round.Random.Next(2) == 0,
        };
        if (metadata)
        {
            await FileRequest.SendAsync(round, runner);
        }

        if (!metadata || mode == VerifyMode.Both)
        {
            var response = await runner.SendAsync(
                Step.Verify,
                (round, maxLine),
                static (client, asked, authorization) =>
                    client.DownloadAsync(
                        asked.round.FileId!,
                        new InputCheck(asked.round.Upload.Ids, asked.maxLine),
                        authorization
                    )
            );
            response.Value?.Dispose();
        }
    }
}
