using BatchLoadTest.BatchApi;
using BatchLoadTest.Load;
using BatchLoadTest.Measurements;
using BatchLoadTest.Scenarios.CleanUp;
using BatchLoadTest.Scenarios.Listing;

namespace BatchLoadTest.Scenarios.Steps;

/// <summary>Step 3: creates a batch from the uploaded file.</summary>
/// <param name="runId">The run, in the batch's metadata.</param>
/// <param name="leftovers">What has to be removed later; null where nothing is.</param>
/// <param name="opened">Told of each batch of the run; null where nobody asks.</param>
public sealed class CreateStep(string runId, Leftovers? leftovers, Action<OpenBatch>? opened = null) : IWorkflowStep
{
    /// <summary>Told of each batch that lists have to have; null where nobody reads them.</summary>
    public OwnObjects? Own { get; init; }

    /// <inheritdoc/>
    public Step Step => Step.Create;

    /// <inheritdoc/>
    public bool IsReady(WorkflowRound round) => round.FileId is not null;

    /// <inheritdoc/>
    public async ValueTask RunAsync(WorkflowRound round, StepRunner runner)
    {
        var request = new BatchRequest(
            round.FileId!,
            round.Class.Endpoint,
            round.Class.CompletionWindow,
            runId,
            $"user-{round.User}"
        )
        {
            Metadata = round.Class.Metadata,
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
            Own?.Created(ListKind.Batches, response.Value!.Id);
            round.CreateStart = response.Start;
            var age = runner.TimeProvider.GetElapsedTime(response.Start);
            round.CreatedAt = runner.TimeProvider.GetUtcNow() - age;
            round.LifeCycle.Observe(response.Value!, age, isPoll: false);
            if (round.IsNewsOfOtherInput(response.Value!))
            {
                // The batch is ours all the same: it is waited for and cancelled.
                runner.Sink.ForeignAnswer();
            }

            if (opened is not null && !runner.IsWarmUp)
            {
                var rows = round.Upload.Ids.Count;
                opened(
                    new OpenBatch(response.Value!.Id, round.FileId, round.CreatedAt, round.User, rows)
                    {
                        Class = round.Class.Number,
                        IdSuffix = round.Upload.IdSuffix,
                    }
                );
            }

            runner.Sink.BatchCreated(round.Upload.Ids.Count, round.CreatedAt, round.Class.Number);
        }
    }
}
