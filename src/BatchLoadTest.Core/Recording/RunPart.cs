using BatchLoadTest.Statistics;

namespace BatchLoadTest.Recording;

/// <summary>One of several runs that are read side by side.</summary>
/// <param name="run">The run.</param>
/// <param name="shift">How much later it started than the merged one.</param>
internal sealed class RunPart(RecordedRun run, TimeSpan shift) : IDisposable
{
    private readonly IEnumerator<Interval> intervals = run.History.Read().GetEnumerator();

    /// <summary>Whether every interval was taken.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>The second of the next interval.</summary>
    public long Second => intervals.Current.Second;

    /// <summary>Users as last seen: a second without a record is one in which the process stood still.</summary>
    public int Users { get; private set; }

    /// <summary>The second before which none of its requests began that are still to come, as last seen.</summary>
    public long StartsCompleteBefore { get; private set; } = run.Run.StartedAt.ToUnixTimeSeconds();

    /// <summary>Goes to the first or next interval.</summary>
    public void MoveNext() => HasEnded = !intervals.MoveNext();

    /// <summary>Adds what happened in the second of <paramref name="merged"/>.</summary>
    public void AddTo(Interval merged)
    {
        var wasOver = HasEnded;
        while (!HasEnded && Second <= merged.Second)
        {
            merged.Add(intervals.Current, shift);
            Users = intervals.Current.Users;
            StartsCompleteBefore = intervals.Current.StartsCompleteBefore;
            MoveNext();
        }

        if (wasOver)
        {
            Users = 0;
            StartsCompleteBefore = long.MaxValue;
        }
    }

    public void Dispose() => intervals.Dispose();
}
