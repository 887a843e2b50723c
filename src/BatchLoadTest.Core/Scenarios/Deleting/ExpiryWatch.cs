using System.Globalization;
using BatchLoadTest.Authentication;
using BatchLoadTest.BatchApi.Http;
using BatchLoadTest.Load;
using BatchLoadTest.Measurements;

namespace BatchLoadTest.Scenarios.Deleting;

/// <summary>
/// Looks at what becomes of uploads that are to expire: what the service says of it, and beside the users, once the time has
/// come, whether they are gone. Its requests are of a step of their own.
/// </summary>
/// <param name="after">How long after their creation they are to expire.</param>
/// <param name="areRemoved">Whether the service removes them then; else what it does is noted, and not waited for.</param>
/// <param name="requests">Sends the requests.</param>
/// <param name="sink">Takes what came of it.</param>
/// <param name="timeProvider">The run's time.</param>
public sealed class ExpiryWatch(
    TimeSpan after,
    bool areRemoved,
    SideRequests requests,
    IMeasurementSink sink,
    TimeProvider timeProvider
) : IDisposable
{
    /// <summary>Files watched at one time at most, so that memory does not grow with the run; others are not looked for.</summary>
    public const int MostAtOnce = 1_000;

    // Times of files are whole seconds, and may be those of the beginning or the end of an upload.
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestGrace = TimeSpan.FromSeconds(60);

    private readonly CancellationTokenSource closed = new();
    private int watched;
    private int underWay;

    /// <summary>Files that have expired and are still asked for.</summary>
    public int UnderWay => Volatile.Read(ref underWay);

    // A service may look for what has expired now and then only. Files of a short life are not kept for long either.
    private TimeSpan Grace => areRemoved ? Shorter(after, LongestGrace) : TimeSpan.Zero;

    /// <summary>The moment at which a file that was created just now expires.</summary>
    /// <returns>A time stamp.</returns>
    public long Due() => timeProvider.Later(timeProvider.GetTimestamp(), after);

    /// <summary>What an answer says of when a file expires; null where it says nothing.</summary>
    public FileExpiry? Judge(UploadedFile file, int batchClass)
    {
        if (file.ExpiresAt is not { } expires)
        {
            return null;
        }

        var created = file.CreatedAt ?? timeProvider.GetUtcNow();
        return (expires - (created + after)).Duration() <= Tolerance
            ? new FileExpiry(file.Id, batchClass, ExpiryVerdict.Agreed)
            : new FileExpiry(file.Id, batchClass, ExpiryVerdict.Wrong)
            {
                Words = string.Create(
                    CultureInfo.InvariantCulture,
                    $"expires {(expires - created).TotalSeconds:0} s after its creation instead of {after.TotalSeconds:0} s"
                ),
            };
    }

    /// <summary>Looks for a file once it has expired. Never blocks, and never throws.</summary>
    /// <param name="fileId">The file.</param>
    /// <param name="batchClass">The class of its batch.</param>
    /// <param name="due">When it expires, as a time stamp.</param>
    public void Watch(string fileId, int batchClass, long due)
    {
        if (
            Interlocked.Increment(ref watched) <= MostAtOnce
            && requests.TryBegin(stop =>
                LookAsync(new FileExpiry(fileId, batchClass, ExpiryVerdict.NotSeen), due, stop)
            )
        )
        {
            return;
        }

        Interlocked.Decrement(ref watched);
        sink.Expires(new FileExpiry(fileId, batchClass, ExpiryVerdict.NotSeen));
    }

    /// <summary>
    /// The load has ended: what has not expired by now is not waited for. Those that have are still given their time.
    /// </summary>
    public Task CloseAsync() => closed.CancelAsync();

    /// <inheritdoc/>
    public void Dispose() => closed.Dispose();

    private async Task LookAsync(FileExpiry expiry, long due, CancellationToken stop)
    {
        try
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, closed.Token);
            var wait = timeProvider.GetElapsedTime(timeProvider.GetTimestamp(), due) + Second;
            await Task.Delay(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, timeProvider, either.Token);
            Interlocked.Increment(ref underWay);
            try
            {
                expiry = await AskAsync(expiry, stop);
            }
            finally
            {
                Interlocked.Decrement(ref underWay);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or KeyRefusedException)
        {
            // Nobody waits any more, or there is nobody to ask.
        }

        Interlocked.Decrement(ref watched);
        sink.Expires(expiry);
    }

    private async Task<FileExpiry> AskAsync(FileExpiry expiry, CancellationToken stop)
    {
        var begin = timeProvider.GetTimestamp();
        for (var wait = Second; ; wait = Shorter(wait * 2, LongestWait))
        {
            var response = await requests.SendAsync(
                expiry.FileId,
                static (client, id, authorization) => GoneFile.SendAsync(client, id, authorization)
            );
            sink.Record(response.ToMeasurement(Step.Gone, response.Outcome) with { Class = expiry.Class });
            if (GoneFile.IsGone(response))
            {
                return expiry with { Verdict = ExpiryVerdict.Gone };
            }

            var rest = Grace - timeProvider.GetElapsedTime(begin);
            if (rest <= TimeSpan.Zero)
            {
                return response.IsSuccess ? Kept(expiry) : expiry;
            }

            await Task.Delay(
                Shorter(response.RetryAfter > wait ? response.RetryAfter.Value : wait, rest),
                timeProvider,
                stop
            );
        }
    }

    private FileExpiry Kept(FileExpiry expiry) =>
        expiry with
        {
            Verdict = ExpiryVerdict.Kept,
            Words = string.Create(
                CultureInfo.InvariantCulture,
                $"still served {(Grace + Second).TotalSeconds:0} s after it had expired"
            ),
        };

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
