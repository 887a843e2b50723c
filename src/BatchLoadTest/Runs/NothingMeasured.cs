using BatchLoadTest.Measurements;

namespace BatchLoadTest.Runs;

/// <summary>For requests that belong to no load.</summary>
internal sealed class NothingMeasured : IMeasurementSink
{
    /// <inheritdoc/>
    public IMeasurementSink WarmUp => this;

    /// <inheritdoc/>
    public void WorkflowStarted(TimeSpan delay) { }

    /// <inheritdoc/>
    public void WorkflowEnded(TimeSpan duration) { }

    /// <inheritdoc/>
    public void Record(in Measurement measurement) { }

    /// <inheritdoc/>
    public void BatchCreated(int rows, DateTimeOffset createdAt = default) { }

    /// <inheritdoc/>
    public void BatchEnded(BatchRecord record) { }

    /// <inheritdoc/>
    public void ForeignAnswer() { }
}
