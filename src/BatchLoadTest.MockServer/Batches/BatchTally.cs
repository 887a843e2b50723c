using BatchLoadTest.MockServer.Counting;
using BatchLoadTest.MockServer.Planning;

namespace BatchLoadTest.MockServer.Batches;

/// <summary>Adds up batches and how they ended. Not safe for several threads at once.</summary>
internal sealed class BatchTally
{
    private readonly DefectTally defects;
    private readonly TokenTally tokens;
    private readonly WindowTally windows;
    private long completed;
    private long failed;
    private long expired;
    private long cancelled;
    private long rowsSucceeded;
    private long rowsFailed;

    public BatchTally()
        : this(new DefectTally(), new TokenTally(), new WindowTally()) { }

    private BatchTally(DefectTally defects, TokenTally tokens, WindowTally windows)
    {
        this.defects = defects;
        this.tokens = tokens;
        this.windows = windows;
    }

    public IReadOnlyDictionary<string, MockWindowCounts> Windows => windows.Counts;

    /// <summary>Counts one that was created; how it ends is added by <see cref="Add"/>.</summary>
    public void AddCreated(Batch batch) => windows.AddCreated(batch.Request.CompletionWindow, batch.Plan.Fates.Rows);

    public void Add(Batch batch, in BatchState state)
    {
        defects.Add(batch, state);
        tokens.Add(batch.UsageIn(state));
        rowsSucceeded += state.Completed;
        rowsFailed += state.Failed;
        switch (state.Status)
        {
            case BatchStatus.Failed:
                failed++;
                break;
            case BatchStatus.Cancelled:
                cancelled++;
                break;
            default:
                if (batch.Plan.End is PlannedEnd.PastDeadline or PlannedEnd.Late)
                {
                    expired++;
                    windows.AddExpired(batch.Request.CompletionWindow);
                }
                else
                {
                    completed++;
                    windows.AddCompleted(batch.Request.CompletionWindow);
                }

                break;
        }
    }

    public BatchTally Copy() =>
        new(defects.Copy(), tokens.Copy(), windows.Copy())
        {
            completed = completed,
            failed = failed,
            expired = expired,
            cancelled = cancelled,
            rowsSucceeded = rowsSucceeded,
            rowsFailed = rowsFailed,
        };

    public MockBatchCounts Batches(long created) => new(created, completed, failed, expired, cancelled);

    public MockRowCounts Rows(long input) => new(input, rowsSucceeded, rowsFailed);

    public MockTokenCounts Tokens() => tokens.Counts();

    public MockDefectCounts Defects(ShownDefects shown, ReadTally reads) => defects.Counts(shown, reads);
}
