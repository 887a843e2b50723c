using BatchLoadTest.MockServer.Options;

namespace BatchLoadTest.MockServer.Faults;

/// <summary>Holds answers back while the server is to be frozen; afterwards all of them are given.</summary>
internal sealed class Freezes(IReadOnlyList<FreezePlan> plans, TimeProvider time)
{
    private long first;

    /// <summary>Waits until no freeze is on.</summary>
    public ValueTask ThawAsync(CancellationToken cancellationToken) =>
        plans.Count == 0 ? ValueTask.CompletedTask : new(HoldAsync(cancellationToken));

    private async Task HoldAsync(CancellationToken cancellationToken)
    {
        var now = time.GetTimestamp();
        Interlocked.CompareExchange(ref first, now, 0);
        while (Rest() is { } rest)
        {
            await Task.Delay(rest, time, cancellationToken);
        }
    }

    private TimeSpan? Rest()
    {
        var elapsed = time.GetElapsedTime(Interlocked.Read(ref first));
        foreach (var plan in plans)
        {
            if (elapsed >= plan.At && elapsed < plan.At + plan.Duration)
            {
                return plan.At + plan.Duration - elapsed;
            }
        }

        return null;
    }
}
