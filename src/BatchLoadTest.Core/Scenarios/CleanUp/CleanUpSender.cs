using BatchLoadTest.Authentication;
using BatchLoadTest.BatchApi.Http;
using BatchLoadTest.Measurements;

namespace BatchLoadTest.Scenarios.CleanUp;

/// <summary>
/// Sends clean-up's requests: again until its time is over where the service has no time for them now, and a few times
/// where it fails.
/// </summary>
internal sealed class CleanUpSender(SharedApiKey sharedKey, CleanUpPace pace, TimeProvider timeProvider)
{
    private const int MaxFailures = 3;
    private static readonly TimeSpan RetryWait = TimeSpan.FromMilliseconds(250);

    // A service that starts again is back by then; nobody should wait the whole time for one that is gone.
    private static readonly TimeSpan SilencePatience = TimeSpan.FromSeconds(10);

    private readonly long begin = timeProvider.GetTimestamp();
    private long silentSince = -1;

    /// <summary>The answer; the last one where it is no success.</summary>
    /// <param name="time">How long it may take.</param>
    /// <param name="send">Sends it once with the given Authorization.</param>
    /// <exception cref="OutOfTimeException">The time is over.</exception>
    /// <exception cref="KeyRefusedException">There is no key.</exception>
    public async Task<ApiResponse<T>> SendAsync<T>(CleanUpTime time, Func<string?, ValueTask<ApiResponse<T>>> send)
        where T : class
    {
        string? last = null;
        try
        {
            return await SendAsync(time, send, words => last = words);
        }
        catch (OperationCanceledException)
        {
            throw new OutOfTimeException(last);
        }
    }

    private async Task<ApiResponse<T>> SendAsync<T>(
        CleanUpTime time,
        Func<string?, ValueTask<ApiResponse<T>>> send,
        Action<string> failed
    )
        where T : class
    {
        for (var failures = 0; ; )
        {
            var turn = await pace.TurnAsync(time.Over);
            time.Over.ThrowIfCancellationRequested();
            var key = await sharedKey.GetAsync(time.Over);
            var response = await send(key.Authorization);
            if (response.IsSuccess)
            {
                Volatile.Write(ref silentSince, -1);
                pace.Succeeded();
                return response;
            }

            time.Over.ThrowIfCancellationRequested();
            failed($"{response.Outcome.KindName(response.Status)} {response.Detail}".TrimEnd());
            if (
                response.Outcome
                is Outcome.ConnectionRefused
                    or Outcome.Unreachable
                    or Outcome.Tls
                    or Outcome.ThisMachine
            )
            {
                if (HasBeenSilent())
                {
                    return response;
                }

                pace.Refused(turn, wait: null);
                continue;
            }

            Volatile.Write(ref silentSince, -1);
            if (IsNotNow(response) || (response.Status == 401 && sharedKey.IsNew(key)))
            {
                // A wait that is longer than all the time there is would leave everything behind for certain.
                pace.Refused(turn, response.RetryAfter is { } asked && asked < time.Remaining ? asked : null);
            }
            else if (response is { Outcome: Outcome.HttpStatus, Status: < 500 } || ++failures == MaxFailures)
            {
                return response;
            }
            else
            {
                await Task.Delay(RetryWait, timeProvider, time.Over);
            }
        }
    }

    private static bool IsNotNow<T>(ApiResponse<T> response)
        where T : class =>
        response.Outcome switch
        {
            Outcome.HttpStatus => response.Status is 408 or 425 or 429 or 502 or 503 or 504
                || response.RetryAfter is not null,
            Outcome.ConnectionReset or Outcome.ConnectionClosed or Outcome.RefusedStream or Outcome.TimedOut => true,
            _ => false,
        };

    private bool HasBeenSilent()
    {
        var now = (long)timeProvider.GetElapsedTime(begin).TotalMilliseconds;
        var since = Interlocked.CompareExchange(ref silentSince, now, -1);
        return since >= 0 && TimeSpan.FromMilliseconds(now - since) >= SilencePatience;
    }
}
