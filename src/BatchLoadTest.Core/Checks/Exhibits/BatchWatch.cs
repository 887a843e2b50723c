using System.Net.Http;
using BatchLoadTest.BatchApi;
using BatchLoadTest.Checks.Http;

namespace BatchLoadTest.Checks.Exhibits;

/// <summary>
/// A batch that is polled from its creation to its end, beside whatever else is looked at meanwhile: no check waits for what
/// another has waited for, and no state that it went through is missed.
/// </summary>
public sealed class BatchWatch : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    // A batch of a few rows shows few; one that shows more shows nothing new.
    private const int MostKept = 500;

    private readonly Lock gate = new();
    private readonly List<BatchSight> sights = [];
    private readonly CancellationTokenSource stop = new();
    private readonly CheckClient client;
    private readonly Uri address;
    private readonly Func<CheckAnswer, Batch?> read;
    private readonly TimeProvider timeProvider;
    private readonly Task polling;

    /// <summary>Begins to poll.</summary>
    /// <param name="created">The answer to the create request.</param>
    /// <param name="first">The batch that it tells of.</param>
    /// <param name="client">Sends the polls.</param>
    /// <param name="address">The batch's.</param>
    /// <param name="read">Reads an answer; null where it tells of no batch.</param>
    /// <param name="timeProvider">The clock.</param>
    public BatchWatch(
        CheckAnswer created,
        Batch first,
        CheckClient client,
        Uri address,
        Func<CheckAnswer, Batch?> read,
        TimeProvider timeProvider
    )
    {
        (this.client, this.address, this.read, this.timeProvider) = (client, address, read, timeProvider);
        Created = created;
        First = first;
        Last = first;
        polling = PollAsync(stop.Token);
    }

    /// <summary>The answer to the create request.</summary>
    public CheckAnswer Created { get; }

    /// <summary>The batch as it was created.</summary>
    public Batch First { get; }

    /// <summary>The batch as it was seen last.</summary>
    public Batch Last { get; private set; }

    /// <summary>The last poll that was answered with a batch; the create request's answer before the first.</summary>
    public CheckAnswer LastAnswer => Sights is [.., var last] ? last.Answer : Created;

    /// <summary>Whether it has ended.</summary>
    public bool HasEnded => Last.Status.IsTerminal;

    /// <summary>What polls saw, in order; of a row of the same answers the first.</summary>
    public IReadOnlyList<BatchSight> Sights
    {
        get
        {
            lock (gate)
            {
                return [.. sights];
            }
        }
    }

    /// <summary>The first poll that was not answered with a batch; null where all were.</summary>
    public CheckAnswer? Unanswered { get; private set; }

    /// <summary>Waits for the end.</summary>
    /// <param name="patience">How long at most.</param>
    /// <param name="cancellationToken">There is no more time.</param>
    /// <returns>Whether it came.</returns>
    public async Task<bool> EndsAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        try
        {
            await polling.WaitAsync(patience, timeProvider, cancellationToken);
        }
        catch (TimeoutException) { }

        return HasEnded;
    }

    /// <summary>Stops to poll.</summary>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await polling;
        stop.Dispose();
    }

    private async Task PollAsync(CancellationToken cancellationToken)
    {
        var begin = timeProvider.GetTimestamp();
        try
        {
            while (!HasEnded)
            {
                var answer = await client.SendAsync(HttpMethod.Get, address, cancellationToken);
                if (answer.IsSuccess && read(answer) is { } batch)
                {
                    See(new BatchSight(answer, batch, timeProvider.GetElapsedTime(begin)));
                }
                else
                {
                    Unanswered ??= answer;
                }

                if (!HasEnded)
                {
                    await Task.Delay(Pause, timeProvider, cancellationToken);
                }
            }
        }
        catch (OperationCanceledException) { }
    }

    private void See(BatchSight sight)
    {
        lock (gate)
        {
            if (sights.Count < MostKept && (sights is not [.., var last] || last.Answer.Body != sight.Answer.Body))
            {
                sights.Add(sight);
            }
        }

        Last = sight.Batch;
    }
}
