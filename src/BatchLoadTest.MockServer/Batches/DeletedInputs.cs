using BatchLoadTest.MockServer.Faults;
using BatchLoadTest.MockServer.Options;

namespace BatchLoadTest.MockServer.Batches;

/// <summary>What becomes of uploads that are deleted, and of their batches.</summary>
internal sealed class DeletedInputs(MockServerOptions options, SeededDraws draws, Catalogue catalogue)
{
    private readonly MockMisbehaviour asked = options.Misbehaviour;
    private readonly FlavourRules rules = FlavourRules.For(options.Flavour);

    /// <summary>Deletes a file; false if it was not there any more.</summary>
    public bool TryDelete(StoredFile file, DateTimeOffset now)
    {
        if (!Keeps(file) && !catalogue.Files.TryRemove(file.Id, out _))
        {
            return false;
        }

        foreach (var batch in rules.DeleteTakesBatches ? file.Batches : [])
        {
            if (asked.SurviveInput > 0 && draws.Share(DrawStream.SurvivingBatches, batch.Number) < asked.SurviveInput)
            {
                batch.Survive();
            }
            else if (options.UnlinksBatches)
            {
                batch.Unlink(now);
            }
            else
            {
                catalogue.Batches.Drop(batch, KeepsResults(batch));
            }
        }

        return true;
    }

    /// <summary>Counts a file that is served, once if it was deleted or went with its batch.</summary>
    public void Serve(StoredFile file)
    {
        if (file.IsDeleted && file.TryMarkUndeleted())
        {
            catalogue.Batches.Reads.AddUndeleted();
        }
        else if (
            asked.KeepResults > 0
            && file.Batch is { } batch
            && KeepsResults(batch)
            && !catalogue.Batches.TryGet(batch.Id, out _)
            && file.TryMarkUndeleted()
        )
        {
            catalogue.Batches.Reads.AddResultUndeleted();
        }
    }

    /// <summary>Counts a batch that is shown, once if it runs though its input was deleted.</summary>
    public void Show(Batch batch, in BatchState shown)
    {
        if (!shown.HasEnded && batch.TryCountSurvivor())
        {
            catalogue.Batches.Reads.AddSurviving();
        }
    }

    private bool KeepsResults(Batch batch) =>
        asked.KeepResults > 0 && draws.Share(DrawStream.KeptResults, batch.Number) < asked.KeepResults;

    private bool Keeps(StoredFile file) =>
        asked.KeepDeleted > 0
        && file.Batch is null
        && draws.Share(DrawStream.KeptFiles, file.Sequence) < asked.KeepDeleted
        && file.TryMarkDeleted();
}
