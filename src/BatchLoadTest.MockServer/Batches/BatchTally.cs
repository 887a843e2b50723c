namespace BatchLoadTest.MockServer.Batches;

/// <summary>Adds up how batches ended. Not safe for several threads at once.</summary>
internal sealed class BatchTally
{
    private long _completed;
    private long _failed;
    private long _expired;
    private long _cancelled;
    private long _rowsSucceeded;
    private long _rowsFailed;

    public void Add(Batch batch, in BatchState state)
    {
        _rowsSucceeded += state.Completed;
        _rowsFailed += state.Failed;
        switch (state.Status)
        {
            case BatchStatus.Failed:
                _failed++;
                break;
            case BatchStatus.Cancelled:
                _cancelled++;
                break;
            default:
                if (batch.Plan.End == PlannedEnd.PastDeadline)
                {
                    _expired++;
                }
                else
                {
                    _completed++;
                }

                break;
        }
    }

    public BatchTally Copy() => (BatchTally)MemberwiseClone();

    public MockBatchCounts Batches(long created) => new(created, _completed, _failed, _expired, _cancelled);

    public MockRowCounts Rows(long input) => new(input, _rowsSucceeded, _rowsFailed);
}
