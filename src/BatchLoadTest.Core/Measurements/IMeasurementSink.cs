namespace BatchLoadTest.Measurements;

/// <summary>
/// Where measurements go. Callable from any thread; never throws and never blocks for longer than an append takes.
/// </summary>
public interface IMeasurementSink
{
    /// <summary>Takes one finished or interrupted request.</summary>
    void Record(in Measurement measurement);

    /// <summary>Takes note of an upload that the service has taken: answered as it should be.</summary>
    /// <param name="prompts">What its rows ask for.</param>
    /// <param name="batchClass">The class of its batch, from 1; 0 where there are no classes.</param>
    void Uploaded(in PromptCounts prompts, int batchClass = 0);

    /// <summary>Takes note of a batch that the service has accepted: it is in flight from now on.</summary>
    /// <param name="rows">Rows that were uploaded for it.</param>
    /// <param name="createdAt">
    /// When its create request was sent, as its <see cref="BatchRecord.CreatedAt"/> will say; how long it has been in
    /// flight is counted by that.
    /// </param>
    /// <param name="batchClass">Its class, from 1; 0 where there are no classes.</param>
    void BatchCreated(int rows, DateTimeOffset createdAt = default, int batchClass = 0);

    /// <summary>Takes the record of a batch that was announced by <see cref="BatchCreated"/>.</summary>
    void BatchEnded(BatchRecord record);

    /// <summary>Takes the comparison of a batch's tokens with the service's own sums: some time after its record.</summary>
    void UsageChecked(UsageCheck check);

    /// <summary>Takes what came of asking that an upload expires: at its upload, and again later.</summary>
    void Expires(FileExpiry expiry);

    /// <summary>Takes what the service estimates that a file of a class costs.</summary>
    void Estimated(CostEstimate estimate);

    /// <summary>Takes note of a moment at which the lists are to be read.</summary>
    /// <param name="isBegun">Whether they are: not while they are still being read from the moment before.</param>
    void ListingDue(bool isBegun);

    /// <summary>Takes a walk through a list, page by page, that has ended in whatever way.</summary>
    void Listed(ListWalk walk);

    /// <summary>Takes note of an iteration that begins.</summary>
    /// <param name="delay">How much later than it was meant to; never below zero.</param>
    void WorkflowStarted(TimeSpan delay);

    /// <summary>Takes note of an iteration that came to its own end.</summary>
    /// <param name="duration">From its start, with an open load from its intended one, to its end; think time included.</param>
    void WorkflowEnded(TimeSpan duration);

    /// <summary>Where what belongs to the warm-up goes: it is counted apart, and in no other figure.</summary>
    IMeasurementSink WarmUp { get; }

    /// <summary>
    /// Counts an answer about another object than the one that was asked for, or that was to be made. The one place where
    /// these are counted: there may be no batch to which they belong.
    /// </summary>
    void ForeignAnswer();
}
