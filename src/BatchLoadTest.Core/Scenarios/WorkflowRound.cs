using System.Runtime.CompilerServices;
using BatchLoadTest.BatchApi;
using BatchLoadTest.BatchApi.Http;
using BatchLoadTest.Load;
using BatchLoadTest.Measurements;
using BatchLoadTest.Scenarios.Cancelling;
using BatchLoadTest.Scenarios.Data;
using BatchLoadTest.Scenarios.Deleting;
using BatchLoadTest.Scenarios.Reading;
using BatchLoadTest.Scenarios.Results;
using BatchLoadTest.Scenarios.Retrying;

namespace BatchLoadTest.Scenarios;

/// <summary>
/// What one iteration has found out so far. Made for each, so that no id of an earlier round can be used again.
/// </summary>
/// <param name="user">The virtual user, from 1.</param>
/// <param name="random">The user's source of choices.</param>
/// <param name="batchClass">The class of its batch.</param>
/// <param name="upload">What it uploads.</param>
/// <param name="ids">The ids of the whole run.</param>
public sealed class WorkflowRound(int user, Random random, BatchClass batchClass, Upload upload, RunIds ids)
    : IDisposable
{
    private bool hasOtherInput;

    // Whoever reads may do so beside the one who polls.
    private string? runningOutput;

    /// <summary>The virtual user, from 1.</summary>
    public int User { get; } = user;

    /// <summary>The user's source of choices.</summary>
    public Random Random { get; } = random;

    /// <summary>The class of this round's batch.</summary>
    public BatchClass Class { get; } = batchClass;

    /// <summary>What this round uploads.</summary>
    public Upload Upload { get; } = upload;

    /// <summary>The ids of the whole run.</summary>
    public RunIds Ids { get; } = ids;

    /// <summary>Which result files are this round's own.</summary>
    public ResultClaims Claims { get; } = new(ids);

    /// <summary>The uploaded file; null until the upload succeeded.</summary>
    public string? FileId { get; set; }

    /// <summary>Whether the service still works on that file, by its last word.</summary>
    public bool IsFilePending { get; set; }

    /// <summary>What was asked to be created and has no clear answer: it may be there all the same.</summary>
    public Creation Unanswered { get; private set; }

    /// <summary>Whether the service may do that yet: nothing of an answer has come.</summary>
    public bool MayComeLate { get; private set; }

    /// <summary>The batch as last seen; null until it was created.</summary>
    public Batch? Batch { get; set; }

    /// <summary>Whether another process has created the batch.</summary>
    public bool IsAdopted { get; init; }

    /// <summary>Time stamp of the start of the create request that succeeded.</summary>
    public long CreateStart { get; set; }

    /// <summary>When that request was sent, by this machine's clock.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>What polls have shown.</summary>
    public BatchLifeCycle LifeCycle { get; } = new();

    /// <summary>Polls sent.</summary>
    public int Polls { get; set; }

    /// <summary>How the batch ended; unfinished until then.</summary>
    public BatchOutcome Outcome { get; set; } = BatchOutcome.Unfinished;

    /// <summary>Whether it was given up within its completion window.</summary>
    public bool NotAwaited { get; set; }

    /// <summary>From create to the answer that showed the end, or to giving up.</summary>
    public TimeSpan? Turnaround { get; set; }

    /// <summary>Whether the output file was named by a later answer than the one that showed the end.</summary>
    public bool OutputCameLate { get; set; }

    /// <summary>That the batch is to be cancelled; null where it is not.</summary>
    public CancelOrder? Cancel { get; set; }

    /// <summary>Whether rows of it are to be done again now that it has ended; until it is asked for.</summary>
    public bool IsToBeRetried { get; set; }

    /// <summary>That rows of it are done again, and what came of it; null where they are not.</summary>
    public RetryOrder? Retry { get; set; }

    /// <summary>Whether the service goes on with it no more, as far as anybody knows.</summary>
    public bool HasEnded => Turnaround is not null && !IsToBeRetried;

    /// <summary>Whether the run has cancelled it, or taken its input, and no more is to come of its other rows.</summary>
    public bool IsCancelledByRun =>
        Outcome is BatchOutcome.CancelledByRun or BatchOutcome.DeletedByRun
        || (Outcome == BatchOutcome.RetriedByRun && Batch!.Status.State == BatchState.Cancelled);

    /// <summary>That its input is to be deleted; null where it is not.</summary>
    public DeleteOrder? Deletion { get; set; }

    /// <summary>Looks at when the input expires; null where nobody asked for that.</summary>
    public ExpiryWatch? Expiry { get; private set; }

    /// <summary>When it does, as a time stamp; null likewise, and where the service names another time.</summary>
    public long? InputDue { get; private set; }

    /// <summary>Whether that moment was over when the batch was asked for last.</summary>
    public bool HasInputExpired { get; private set; }

    /// <summary>Whether the service has said when the input expires.</summary>
    public bool IsExpirySaid { get; private set; }

    /// <summary>
    /// Whether the run has deleted the input, or had it expire: what becomes of the batch from then on is the run's doing.
    /// </summary>
    public bool IsInputGone => HasInputExpired || Deletion is { MayBeDeleted: true };

    /// <summary>Whether the last answer about the batch was that it is gone, as it may be.</summary>
    public bool IsBatchGone { get; set; }

    /// <summary>What an answer after the files were read says of a cancelled batch's rows; null where nobody asked.</summary>
    public RequestCounts? CountsAfterwards { get; set; }

    /// <summary>The output file that the batch named while it ran, and that is its own; null until it did.</summary>
    public string? RunningOutput
    {
        get => Volatile.Read(ref runningOutput);
        set => Volatile.Write(ref runningOutput, value);
    }

    /// <summary>What another process had read of it by then, in order.</summary>
    public IReadOnlyList<BatchRead> EarlierReads { get; init; } = [];

    /// <summary>Reads the output file while the batch runs; null where nobody does.</summary>
    public RunningRead? Reads { get; set; }

    /// <summary>What the output file had, where it is to be read again; null where it is not.</summary>
    public RowContents? Contents { get; set; }

    /// <summary>The output file; null where it was not read to its end.</summary>
    public ResultFile? Output { get; set; }

    /// <summary>Whether the download of the output file has ended, well or badly.</summary>
    public bool OutputAsked { get; set; }

    /// <summary>The error file; null where it was not read to its end.</summary>
    public ResultFile? Errors { get; set; }

    /// <summary>Whether the download of the error file has ended, well or badly.</summary>
    public bool ErrorsAsked { get; set; }

    /// <summary>Whether the round was cut off by the end of the run.</summary>
    public bool IsCutOff { get; set; }

    /// <summary>The input expires.</summary>
    /// <param name="expiry">Looks at that.</param>
    /// <param name="due">When, as a time stamp.</param>
    public void Expires(ExpiryWatch? expiry, long? due) => (Expiry, InputDue) = (expiry, due);

    /// <summary>Takes from an answer about the input when it expires, once.</summary>
    public void NoteExpiry(UploadedFile file, IMeasurementSink sink)
    {
        if (!IsExpirySaid && Expiry?.Judge(file, Class.Number) is { } said)
        {
            IsExpirySaid = true;
            sink.Expires(said);
            if (said.Verdict == ExpiryVerdict.Wrong)
            {
                // It is there for longer, or for less, than was asked for: that is found, and nothing follows from it.
                InputDue = null;
            }
        }
    }

    /// <summary>Keeps in mind whether the input has expired by now.</summary>
    /// <param name="now">A time stamp.</param>
    public void NoteTime(long now) => HasInputExpired |= now >= InputDue;

    /// <summary>
    /// Whether an answer about the batch says that it is made of another file than the one uploaded for it; true once.
    /// </summary>
    public bool IsNewsOfOtherInput(Batch batch)
    {
        if (hasOtherInput || batch.InputFileId is not { } input || input == FileId)
        {
            return false;
        }

        hasOtherInput = true;
        return true;
    }

    /// <summary>
    /// Waits for the answer to a creation that was sent. Each sending counts by itself: the wait before the next one may
    /// be cut off.
    /// </summary>
    // Pooled: awaited once.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<ApiResponse<T>> AnswerAsync<T>(Creation kind, ValueTask<ApiResponse<T>> sent)
        where T : class
    {
        Unanswered = kind;
        MayComeLate = true;
        var response = await sent;
        NoteAnswer(kind, response);
        return response;
    }

    /// <summary>Keeps in mind whether something may have been created unseen.</summary>
    public void NoteAnswer<T>(Creation kind, ApiResponse<T> response)
        where T : class
    {
        Unanswered = LostAnswer.MayBe(response) ? kind : Creation.None;
        MayComeLate = LostAnswer.MayComeLate(response);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Reads?.Dispose();
        Contents?.Dispose();
        Output?.Dispose();
        Errors?.Dispose();
    }
}
