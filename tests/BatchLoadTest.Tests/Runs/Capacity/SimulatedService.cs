using BatchLoadTest.Load;
using BatchLoadTest.Load.Profiles;
using BatchLoadTest.Measurements;
using BatchLoadTest.MockServer.Options;
using BatchLoadTest.MockServer.Planning;
using BatchLoadTest.Runs.Capacity;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Tests.Runs.Capacity;

/// <summary>
/// The mock server's service model under the load that a search asks for, second by second, without clock or requests.
/// Ends are seen by polls: up to a second after they happened.
/// </summary>
internal sealed class SimulatedService(
    ServiceOptions options,
    LoadControl load,
    int rows,
    int seed,
    Func<long, IReadOnlyList<ModelRows>>? models = null
)
{
    private static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch;

    private readonly ServiceModel service = new(options, Start);
    private readonly PriorityQueue<(DateTimeOffset CreatedAt, TimeSpan Turnaround), DateTimeOffset> open = new();
    private readonly Random random = new(seed);
    private long second;
    private long created;
    private ArrivalTimes? times;
    private LoadProfile? seen;
    private TimeSpan since;

    /// <summary>Lets the service work until the search has ended. Returns the seconds that it took.</summary>
    public long Run(CapacityDriver driver, long longest, Func<bool>? isEnough = null)
    {
        var hasEnded = false;
        driver.Ended = () => hasEnded = true;
        var interval = new Interval();
        while (!hasEnded && second < longest && isEnough?.Invoke() != true)
        {
            Fill(interval);
            driver.Write(interval);
        }

        return second;
    }

    private void Fill(Interval interval)
    {
        var (begin, end) = (TimeSpan.FromSeconds(second), TimeSpan.FromSeconds(second + 1));
        interval.Clear(second++);
        if (load.Target != seen)
        {
            var rest = times?.RestAt(begin - since);
            (seen, since) = (load.Target, begin);
            times = new ArrivalTimes((ArrivalLoad)seen, random, rest);
        }

        while (times!.Due is { } due && since + due < end)
        {
            Create(interval, Start + since + due);
            times.MoveNext();
        }

        while (open.TryPeek(out var batch, out var at) && at < Start + end)
        {
            open.Dequeue();
            interval.BatchesEnded.Add(Ended(batch.CreatedAt, batch.Turnaround));
        }
    }

    private void Create(Interval interval, DateTimeOffset createdAt)
    {
        interval.IterationsStarted++;
        interval.BatchCreated(rows, createdAt);
        var served = models is null ? service.Offer(createdAt, rows) : service.Offer(createdAt, models(created));
        created++;
        var shown = served.End + TimeSpan.FromSeconds(random.NextDouble());
        open.Enqueue((createdAt, shown - createdAt), shown);
    }

    private BatchRecord Ended(DateTimeOffset createdAt, TimeSpan turnaround) =>
        new()
        {
            BatchId = "batch",
            User = 1,
            Outcome = BatchOutcome.Completed,
            LastStatus = "completed",
            Turnaround = turnaround,
            Polls = 1,
            Rows = rows,
            CreatedAt = createdAt,
        };
}
