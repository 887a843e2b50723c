using BatchLoadTest.Measurements;

namespace BatchLoadTest.Runs;

/// <summary>Passes measurements on, and tells a budget of batches. Those of the warm-up are none of it.</summary>
/// <param name="inner">Where they go.</param>
/// <param name="budget">The budget.</param>
internal sealed class BudgetSink(IMeasurementSink inner, LoadBudget budget) : IMeasurementSink
{
    /// <inheritdoc/>
    public IMeasurementSink WarmUp => inner.WarmUp;

    /// <inheritdoc/>
    public void Record(in Measurement measurement) => inner.Record(measurement);

    /// <inheritdoc/>
    public void Uploaded(in PromptCounts prompts, int batchClass = 0) => inner.Uploaded(prompts, batchClass);

    /// <inheritdoc/>
    public void BatchCreated(int rows, DateTimeOffset createdAt = default, int batchClass = 0)
    {
        inner.BatchCreated(rows, createdAt, batchClass);
        budget.Created(rows);
    }

    /// <inheritdoc/>
    public void BatchEnded(BatchRecord record)
    {
        inner.BatchEnded(record);
        budget.Ended(record);
    }

    /// <inheritdoc/>
    public void UsageChecked(UsageCheck check) => inner.UsageChecked(check);

    /// <inheritdoc/>
    public void Expires(FileExpiry expiry) => inner.Expires(expiry);

    /// <inheritdoc/>
    public void Estimated(CostEstimate estimate) => inner.Estimated(estimate);

    /// <inheritdoc/>
    public void ListingDue(bool isBegun) => inner.ListingDue(isBegun);

    /// <inheritdoc/>
    public void Listed(ListWalk walk) => inner.Listed(walk);

    /// <inheritdoc/>
    public void WorkflowStarted(TimeSpan delay) => inner.WorkflowStarted(delay);

    /// <inheritdoc/>
    public void WorkflowEnded(TimeSpan duration) => inner.WorkflowEnded(duration);

    /// <inheritdoc/>
    public void ForeignAnswer() => inner.ForeignAnswer();
}
