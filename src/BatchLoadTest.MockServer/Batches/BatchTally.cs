using BatchLoadTest.MockServer.Defects;

namespace BatchLoadTest.MockServer.Batches;

/// <summary>Adds up how batches ended. Not safe for several threads at once.</summary>
internal sealed class BatchTally
{
    private readonly DefectTally _defects;
    private long _completed;
    private long _failed;
    private long _expired;
    private long _cancelled;
    private long _rowsSucceeded;
    private long _rowsFailed;

    public BatchTally()
        : this(new DefectTally()) { }

    private BatchTally(DefectTally defects) => _defects = defects;

    public void Add(Batch batch, in BatchState state)
    {
        _defects.Add(batch, state);
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
                if (batch.Plan.End is PlannedEnd.PastDeadline or PlannedEnd.Late)
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

    public BatchTally Copy() =>
        new(_defects.Copy())
        {
            _completed = _completed,
            _failed = _failed,
            _expired = _expired,
            _cancelled = _cancelled,
            _rowsSucceeded = _rowsSucceeded,
            _rowsFailed = _rowsFailed,
        };

    public MockBatchCounts Batches(long created) => new(created, _completed, _failed, _expired, _cancelled);

    public MockRowCounts Rows(long input) => new(input, _rowsSucceeded, _rowsFailed);

    public MockDefectCounts Defects(ShownDefects shown) => _defects.Counts(shown);
}
