using System.Numerics;
using BatchLoadTest.Measurements;

namespace BatchLoadTest.Statistics;

/// <summary>Sums of latencies by the number of users that ran, in powers of two. One writer.</summary>
internal sealed class LatencyByUsers
{
    private readonly SortedDictionary<int, Level> levels = [];

    /// <summary>Adds one interval.</summary>
    public void Add(Interval interval)
    {
        if (interval.Users <= 0 || interval.IsStopping)
        {
            return;
        }

        var key = BitOperations.Log2((uint)interval.Users);
        if (!levels.TryGetValue(key, out var level))
        {
            levels.Add(key, level = new Level());
        }

        level.Seconds++;
        level.Users += interval.Users;
        foreach (var step in StepCatalogue.Steps)
        {
            level.Add(interval.Steps[step].Latency, step == Step.Create);
        }
    }

    /// <summary>The levels, fewest users first.</summary>
    public IReadOnlyList<UsersLatency> Summarise() => [.. levels.Values.Select(level => level.Summarise())];

    private sealed class Level
    {
        private (long Count, Int128 Ticks) creates;
        private (long Count, Int128 Ticks) others;

        public long Seconds { get; set; }

        public long Users { get; set; }

        public void Add(LatencyHistogram latency, bool isCreate)
        {
            ref var sum = ref isCreate ? ref creates : ref others;
            sum = (sum.Count + latency.Count, sum.Ticks + latency.SumTicks);
        }

        public UsersLatency Summarise() =>
            new((double)Users / Seconds, creates.Count, Mean(creates), others.Count, Mean(others));

        private static TimeSpan Mean((long Count, Int128 Ticks) sum) =>
            sum.Count == 0 ? TimeSpan.Zero : TimeSpan.FromTicks((long)(sum.Ticks / sum.Count));
    }
}
