using BatchLoadTest.Measurements;

namespace BatchLoadTest.Statistics;

/// <summary>Takes what belongs to the warm-up: counts, and nothing else.</summary>
/// <param name="gate">Guards <paramref name="counts"/>.</param>
/// <param name="counts">The counts of now, asked for under the lock.</param>
internal sealed class WarmUpSink(Lock gate, Func<WarmUpCounts> counts) : IMeasurementSink
{
    /// <inheritdoc/>
    public IMeasurementSink WarmUp => this;

    /// <inheritdoc/>
    public void Record(in Measurement measurement)
    {
        lock (gate)
        {
            counts().Add(measurement);
        }
    }

    /// <inheritdoc/>
    public void Uploaded(in PromptCounts prompts, int batchClass = 0)
    {
        // Its request is among the others.
    }

    /// <inheritdoc/>
    public void BatchCreated(int rows, DateTimeOffset createdAt = default, int batchClass = 0)
    {
        lock (gate)
        {
            counts().BatchesCreated++;
        }
    }

    /// <inheritdoc/>
    public void BatchEnded(BatchRecord record)
    {
        lock (gate)
        {
            counts().Add(record);
        }
    }

    /// <inheritdoc/>
    public void UsageChecked(UsageCheck check)
    {
        // Of a warm-up nothing is compared.
    }

    /// <inheritdoc/>
    public void Expires(FileExpiry expiry)
    {
        // Of a warm-up nothing is judged.
    }

    /// <inheritdoc/>
    public void Estimated(CostEstimate estimate)
    {
        // It is of the run, whenever it was asked for.
    }

    /// <inheritdoc/>
    public void ListingDue(bool isBegun)
    {
        // Of the load that counts only.
    }

    /// <inheritdoc/>
    public void Listed(ListWalk walk)
    {
        // Its requests are among the others.
    }

    /// <inheritdoc/>
    public void ForeignAnswer()
    {
        // Its request is among the failed ones.
    }

    /// <inheritdoc/>
    public void WorkflowStarted(TimeSpan delay)
    {
        // The engine counts them.
    }

    /// <inheritdoc/>
    public void WorkflowEnded(TimeSpan duration)
    {
        // The engine counts them.
    }
}
