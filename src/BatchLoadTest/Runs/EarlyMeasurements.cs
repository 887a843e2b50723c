using BatchLoadTest.Measurements;

namespace BatchLoadTest.Runs;

/// <summary>
/// Keeps what a key's creation measures until the run's clock has begun, and passes it on from then: the key is made before, by
/// the preflight. Only requests are kept; a key has nothing else.
/// </summary>
internal sealed class EarlyMeasurements : IMeasurementSink
{
    private readonly Lock gate = new();
    private readonly List<Measurement> kept = [];
    private IMeasurementSink? sink;

    /// <summary>Passes on what there is, and what will come.</summary>
    /// <param name="later">Where it goes.</param>
    public void PassOnTo(IMeasurementSink later)
    {
        lock (gate)
        {
            foreach (var measurement in kept)
            {
                later.Record(measurement);
            }

            kept.Clear();
            sink = later;
        }
    }

    /// <inheritdoc/>
    public IMeasurementSink WarmUp => sink?.WarmUp ?? this;

    /// <inheritdoc/>
    public void Record(in Measurement measurement)
    {
        lock (gate)
        {
            if (sink is null)
            {
                kept.Add(measurement);
            }
            else
            {
                sink.Record(measurement);
            }
        }
    }

    /// <inheritdoc/>
    public void Uploaded(in PromptCounts prompts, int batchClass = 0) => sink?.Uploaded(prompts, batchClass);

    /// <inheritdoc/>
    public void BatchCreated(int rows, DateTimeOffset createdAt = default, int batchClass = 0) =>
        sink?.BatchCreated(rows, createdAt, batchClass);

    /// <inheritdoc/>
    public void BatchEnded(BatchRecord record) => sink?.BatchEnded(record);

    /// <inheritdoc/>
    public void UsageChecked(UsageCheck check) => sink?.UsageChecked(check);

    /// <inheritdoc/>
    public void Expires(FileExpiry expiry) => sink?.Expires(expiry);

    /// <inheritdoc/>
    public void Estimated(CostEstimate estimate) => sink?.Estimated(estimate);

    /// <inheritdoc/>
    public void ListingDue(bool isBegun) => sink?.ListingDue(isBegun);

    /// <inheritdoc/>
    public void Listed(ListWalk walk) => sink?.Listed(walk);

    /// <inheritdoc/>
    public void WorkflowStarted(TimeSpan delay) => sink?.WorkflowStarted(delay);

    /// <inheritdoc/>
    public void WorkflowEnded(TimeSpan duration) => sink?.WorkflowEnded(duration);

    /// <inheritdoc/>
    public void ForeignAnswer() => sink?.ForeignAnswer();
}
