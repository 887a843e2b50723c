using BatchLoadTest.Measurements;

namespace BatchLoadTest.Tests.Support.Simulation;

/// <summary>A request of which only matters when it began, how long it took and whether it was cut off.</summary>
/// <param name="Start">When it began, from the beginning of the second in which the run started.</param>
/// <param name="Latency">How long it took.</param>
internal readonly record struct WeighedRequest(
    TimeSpan Start,
    TimeSpan Latency,
    Step Step = Step.Poll,
    bool IsInterrupted = false
)
{
    public TimeSpan End => Start + Latency;

    public long StartSecond => Start.Ticks / TimeSpan.TicksPerSecond;

    public long EndSecond => End.Ticks / TimeSpan.TicksPerSecond;

    public static WeighedRequest At(double start, double latency, Step step = Step.Poll, bool isInterrupted = false) =>
        new(TimeSpan.FromSeconds(start), TimeSpan.FromSeconds(latency), step, isInterrupted);

    /// <summary>
    /// The 95th percentile weighted by time, as it is defined, from a list of all requests: exact, and as slow as can be.
    /// </summary>
    public static TimeSpan? P95(IReadOnlyCollection<WeighedRequest> requests)
    {
        List<(TimeSpan Value, double Weight)> values = [];
        var last = requests.Select(request => request.EndSecond).DefaultIfEmpty(-1).Max();
        for (var second = 0L; second <= last; second++)
        {
            var began = requests.Where(request => request.StartSecond == second).ToList();
            var open = requests.Where(request => request.StartSecond < second && request.EndSecond >= second).ToList();
            values.AddRange(
                began.Count > 0
                    ? began.Select(request => (request.Latency, 1.0 / began.Count))
                    : open.Select(request => (request.End - TimeSpan.FromSeconds(second), 1.0 / open.Count))
            );
        }

        var wanted = 0.95 * values.Sum(value => value.Weight) * (1 - 1e-9);
        var seen = 0.0;
        foreach (var (value, weight) in values.OrderBy(value => value.Value))
        {
            seen += weight;
            if (seen >= wanted)
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>A closed loop: each user sends again when it has its answer.</summary>
    /// <param name="users">How many users.</param>
    /// <param name="seconds">How long they begin requests.</param>
    /// <param name="latency">What an answer takes.</param>
    /// <param name="frozenFrom">When the service stands still.</param>
    /// <param name="frozenFor">For how long: what is open goes on afterwards where it was.</param>
    /// <param name="cutOff">Whether what is open at the end is cut off then.</param>
    public static List<WeighedRequest> ClosedLoop(
        int users,
        double seconds,
        double latency,
        double frozenFrom = 0,
        double frozenFor = 0,
        bool cutOff = false
    )
    {
        List<WeighedRequest> requests = [];
        for (var user = 0; user < users; user++)
        {
            var now = user * latency / users;
            while (now < seconds)
            {
                var stands = now <= frozenFrom && now + latency > frozenFrom;
                var waits = now > frozenFrom && now < frozenFrom + frozenFor;
                var end =
                    stands ? now + latency + frozenFor
                    : waits ? frozenFrom + frozenFor + latency
                    : now + latency;
                var isCut = cutOff && end > seconds;
                end = isCut ? seconds : end;
                requests.Add(At(now, end - now, isInterrupted: isCut));
                now = end;
            }
        }

        return requests;
    }
}
