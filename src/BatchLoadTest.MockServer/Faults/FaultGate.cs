using BatchLoadTest.MockServer.Http;
using BatchLoadTest.MockServer.Options;

namespace BatchLoadTest.MockServer.Faults;

/// <summary>What a request meets before it is served: latency, freezes, the rate limit and drawn failures.</summary>
internal sealed class FaultGate(MockServerOptions options, SeededDraws draws, Freezes freezes, TimeProvider time)
{
    private readonly RateLimiter limiter = new(options.RateLimit, time);
    private readonly bool delays = options.Latency > TimeSpan.Zero || options.LatencyJitter > TimeSpan.Zero;
    private readonly int retryAfter = options.RetryAfterSeconds;
    private long requests;

    /// <summary>Waits as long as this request has to; null, or the refusal that it gets instead of an answer.</summary>
    /// <param name="isUpload">Whether a body is taken first, and what freezes waits behind it.</param>
    /// <param name="cancellationToken">The client has gone.</param>
    public async ValueTask<ApiError?> PassAsync(bool isUpload, CancellationToken cancellationToken)
    {
        var request = Interlocked.Increment(ref requests);
        if (delays)
        {
            var jitter = options.LatencyJitter * draws.Share(DrawStream.Latency, request);
            await Task.Delay(options.Latency + jitter, time, cancellationToken);
        }

        if (!isUpload)
        {
            await freezes.ThawAsync(cancellationToken);
        }

        if (!limiter.TryTake())
        {
            return ApiError.TooManyRequests(retryAfter);
        }

        var draw = draws.Share(DrawStream.RequestFailure, request);
        if (draw >= options.FailRate)
        {
            return null;
        }

        return draw < options.FailRate / 2 ? ApiError.Internal() : ApiError.Unavailable(retryAfter);
    }
}
