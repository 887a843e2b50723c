using System.Threading.Channels;
using BatchLoadTest.Authentication;
using BatchLoadTest.BatchApi;
using BatchLoadTest.BatchApi.Http;

namespace BatchLoadTest.Scenarios;

/// <summary>
/// Sends requests beside the users, over connections of its own, a few at one time: nobody waits for them, and they are in no
/// step, no latency and no silence. Whoever sends them counts them.
/// </summary>
/// <param name="transport">The way to the service.</param>
/// <param name="paths">Its addresses.</param>
/// <param name="sharedKey">The key of all users.</param>
/// <param name="timeProvider">The run's time.</param>
public sealed class SideRequests(
    ApiTransport transport,
    ApiPaths paths,
    SharedApiKey sharedKey,
    TimeProvider timeProvider
) : IDisposable
{
    /// <summary>Requests at one time at most; the others wait for their turn.</summary>
    public const int MostAtOnce = 8;

    private readonly CancellationTokenSource stop = new();
    private readonly Channel<Lane> lanes = Channel.CreateUnbounded<Lane>();
    private readonly Lock gate = new();
    private TaskCompletionSource? idle;
    private int opened;
    private int underWay;
    private bool isClosed;

    /// <summary>What was begun and has not ended.</summary>
    public int UnderWay
    {
        get
        {
            lock (gate)
            {
                return underWay;
            }
        }
    }

    /// <summary>Begins something that sends requests; false once nothing more is to begin.</summary>
    /// <param name="work">
    /// What it does. Its token is cancelled when nobody waits any more; it ends then, and throws nothing.
    /// </param>
    public bool TryBegin(Func<CancellationToken, Task> work)
    {
        lock (gate)
        {
            if (isClosed)
            {
                return false;
            }

            underWay++;
        }

        _ = RunAsync(work);
        return true;
    }

    /// <summary>Sends a request when it has its turn.</summary>
    /// <exception cref="OperationCanceledException">Nobody waits any more.</exception>
    /// <exception cref="KeyRefusedException">There is no key.</exception>
    public async Task<ApiResponse<T>> SendAsync<T, TArgument>(
        TArgument argument,
        Func<BatchApiClient, TArgument, string?, ValueTask<ApiResponse<T>>> send
    )
        where T : class
    {
        var lane = await TakeLaneAsync();
        try
        {
            var key = await sharedKey.GetAsync(stop.Token);
            var response = await send(lane.Client, argument, key.Authorization);
            stop.Token.ThrowIfCancellationRequested();
            return response;
        }
        finally
        {
            lanes.Writer.TryWrite(lane);
        }
    }

    /// <summary>Begins nothing more, and waits for what is under way.</summary>
    /// <param name="patience">How long at most; then it is cut off.</param>
    /// <param name="hurry">Cuts it off at once.</param>
    public async Task EndAsync(TimeSpan patience, CancellationToken hurry)
    {
        Task ended;
        lock (gate)
        {
            isClosed = true;
            idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (underWay == 0)
            {
                idle.TrySetResult();
            }

            ended = idle.Task;
        }

        if (patience > TimeSpan.Zero && !ended.IsCompleted)
        {
            await ended.WaitAsync(patience, timeProvider, hurry).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await stop.CancelAsync();
        await ended;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        stop.Cancel();
        while (lanes.Reader.TryRead(out var lane))
        {
            lane.Connection.Dispose();
        }

        stop.Dispose();
    }

    private async Task RunAsync(Func<CancellationToken, Task> work)
    {
        try
        {
            await work(stop.Token);
        }
        finally
        {
            lock (gate)
            {
                underWay--;
                if (underWay == 0)
                {
                    idle?.TrySetResult();
                }
            }
        }
    }

    // Opened when they are needed: most runs have few batches at one time.
    private ValueTask<Lane> TakeLaneAsync()
    {
        if (lanes.Reader.TryRead(out var free))
        {
            return ValueTask.FromResult(free);
        }

        if (Interlocked.Increment(ref opened) > MostAtOnce)
        {
            Interlocked.Decrement(ref opened);
            return lanes.Reader.ReadAsync(stop.Token);
        }

        var connection = transport.ConnectUnwatched(stop.Token);
        return ValueTask.FromResult(new Lane(connection, new BatchApiClient(connection, paths)));
    }

    private sealed record Lane(ApiConnection Connection, BatchApiClient Client);
}
