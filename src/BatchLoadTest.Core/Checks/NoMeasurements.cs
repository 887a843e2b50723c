using BatchLoadTest.Measurements;

namespace BatchLoadTest.Checks;

/// <summary>Takes no measurement: what a check sends is no load.</summary>
public sealed class NoMeasurements : IMeasurementSink
{
    /// <inheritdoc/>
    public IMeasurementSink WarmUp => this;

    /// <inheritdoc/>
    public void Record(in Measurement measurement) { }

    /// <inheritdoc/>
    public void Uploaded(in PromptCounts prompts, int batchClass = 0) { }

    /// <inheritdoc/>
    public void BatchCreated(int rows, DateTimeOffset createdAt = default, int batchClass = 0) { }

    /// <inheritdoc/>
    public void BatchEnded(BatchRecord record) { }

    /// <inheritdoc/>
    public void UsageChecked(UsageCheck check) { }

    /// <inheritdoc/>
    public void Expires(FileExpiry expiry) { }

    /// <inheritdoc/>
    public void Estimated(CostEstimate estimate) { }

    /// <inheritdoc/>
    public void ListingDue(bool isBegun) { }

    /// <inheritdoc/>
    public void Listed(ListWalk walk) { }

    /// <inheritdoc/>
    public void WorkflowStarted(TimeSpan delay) { }

    /// <inheritdoc/>
    public void WorkflowEnded(TimeSpan duration) { }

    /// <inheritdoc/>
    public void ForeignAnswer() { }
}
