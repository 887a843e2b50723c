using BatchLoadTest.BatchApi;
using BatchLoadTest.Load;
using BatchLoadTest.Measurements;
using BatchLoadTest.Scenarios.CleanUp;
using BatchLoadTest.Scenarios.Data;
using BatchLoadTest.Scenarios.Listing;
using BatchLoadTest.Scenarios.Retrying;

namespace BatchLoadTest.Scenarios;

/// <summary>Makes the round of a batch that another process has created: it stands after the create step.</summary>
internal static class AdoptedRound
{
    /// <summary>The round. What has to be removed of it is this process's affair from now on.</summary>
    /// <param name="context">Who goes on with which batch.</param>
    /// <param name="batchClass">The class of that batch.</param>
    /// <param name="upload">What the users of the class upload.</param>
    /// <param name="ids">The ids of the run as far as this process knows them.</param>
    /// <param name="leftovers">The account of clean-up; null where everything is to stay.</param>
    /// <param name="own">Told of what the service's lists have to have; null where nobody reads them.</param>
    /// <param name="expireFiles">How long after its creation the input expires; null where that is not known.</param>
    /// <param name="timeProvider">Its clock is the one by which the batch was created.</param>
    public static WorkflowRound Create(
        in IterationContext context,
        BatchClass batchClass,
        Upload upload,
        RunIds ids,
        Leftovers? leftovers,
        OwnObjects? own,
        TimeProvider timeProvider,
        TimeSpan? expireFiles = null
    )
    {
        var batch = context.Adopted!;
        ids.TryTakeBatch(batch.Id);
        if (batch.InputFileId is { } input)
        {
            ids.TryTakeFile(input);
            own?.Created(ListKind.Files, input);
        }

        leftovers?.AddFile(batch.InputFileId);
        leftovers?.BatchCreated(batch.Id);
        own?.Created(ListKind.Batches, batch.Id);
        var age = timeProvider.GetUtcNow() - batch.CreatedAt;
        var created = timeProvider.Later(timeProvider.GetTimestamp(), age > TimeSpan.Zero ? -age : TimeSpan.Zero);
        // No answer of the service, and so no status that it gave.
        var unseen = new Batch
        {
            Id = batch.Id,
            Status = new BatchStatus(BatchState.Validating, ""),
            InputFileId = batch.InputFileId,
            // Of which some was read: the rest may be read at once.
            OutputFileId = batch.Reads is [.., var last] ? last.FileId : null,
        };
        var round = new WorkflowRound(context.User, context.Random, batchClass, upload, ids)
        {
            IsAdopted = true,
            FileId = batch.InputFileId,
            Batch = unseen,
            Retry = batch.IsRetried ? RetryOrder.OfAnother(unseen, age) : null,
            EarlierReads = batch.Reads ?? [],
            CreatedAt = batch.CreatedAt,
            CreateStart = created,
        };
        // Whoever has uploaded it looks whether it is gone; when its upload ended nobody knows here.
        round.Expires(expiry: null, expireFiles is { } after ? timeProvider.Later(created, after) : null);
        return round;
    }
}
