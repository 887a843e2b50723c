using BatchLoadTest.BatchApi;
using BatchLoadTest.Measurements;
using BatchLoadTest.Scenarios.CleanUp;

namespace BatchLoadTest.Scenarios.Steps;

/// <summary>Step 3: creates a batch from the uploaded file.</summary>
public sealed class CreateStep(WorkflowOptions options, string runId, Leftovers? leftovers) : IWorkflowStep
{
    /// <inheritdoc/>
    public Step Step => Step.Create;

    /// <inheritdoc/>
    public bool IsReady(WorkflowRound round) => round.FileId is not null;

    /// <inheritdoc/>
    public async ValueTask RunAsync(WorkflowRound round, StepRunner runner)
    {
        var request = new BatchRequest(
            round.FileId!,
            options.Endpoint,
            options.CompletionWindow,
            runId,
            $"user-{round.User}"
        )
        {
            Metadata = options.Metadata,
        };
        var response = await runner.SendAsync(
            Step.Create,
            (Request: request, round.Ids, Round: round),
            static (client, create, authorization) =>
                create.Round.AnswerAsync(Creation.Batch, client.CreateBatchAsync(create.Request, authorization)),
            static (create, batch) =>
                create.Ids.TryTakeBatch(batch.Id) ? null : $"answered {batch.Id}, a batch that this run has already"
        );
        round.NoteAnswer(Creation.Batch, response);

        if (response.IsSuccess)
        {
            round.Batch = response.Value;
            leftovers?.BatchCreated(response.Value!.Id);
            round.CreateStart = response.Start;
            var age = runner.TimeProvider.GetElapsedTime(response.Start);
            round.CreatedAt = runner.TimeProvider.GetUtcNow() - age;
            round.LifeCycle.Observe(response.Value!, age, isPoll: false);
            if (round.IsNewsOfOtherInput(response.Value!))
            {
                // The batch is ours all the same: it is waited for and cancelled.
                runner.Sink.ForeignAnswer();
            }

            runner.Sink.BatchCreated(round.Upload.Ids.Count, round.CreatedAt);
        }
    }
}
