using BatchLoadTest.Load;

namespace BatchLoadTest.Cluster;

/// <summary>
/// No worker is left that applies the load: since when, what the next one is to take over, and for how long one is waited
/// for. One caller at a time.
/// </summary>
/// <param name="run">The run.</param>
/// <param name="load">What workers are given.</param>
/// <param name="timeProvider">The master's clock.</param>
internal sealed class Vacancy(ClusterRunParts run, ClusterLoad load, TimeProvider timeProvider)
{
    private readonly List<OpenBatch> batches = [];
    private string reason = "";
    private long began;
    private long unheardSince;
    private TimeSpan from;
    private OpenDoubt? doubt;

    /// <summary>Whether one is waited for.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>How long at most.</summary>
    public TimeSpan Patience => run.WorkerWait;

    /// <summary>Nobody is left.</summary>
    /// <param name="why">Why, for a person.</param>
    public void Begin(string why)
    {
        if (IsOpen)
        {
            return;
        }

        (IsOpen, reason) = (true, why);
        (began, unheardSince, from) = (timeProvider.GetTimestamp(), timeProvider.GetTimestamp(), load.Now);
        doubt = run.Merge.BeginDoubt(timeProvider.GetUtcNow().ToUnixTimeSeconds());
        run.Note($"no worker is left: waiting up to {Patience.TotalSeconds:0.#} s for one to join");
    }

    /// <summary>What was in flight at the last ones waits too.</summary>
    /// <param name="open">It.</param>
    /// <param name="heardAt">When somebody looked after it last, as a timestamp.</param>
    public void Keep(IReadOnlyList<OpenBatch> open, long heardAt)
    {
        batches.AddRange(open);
        unheardSince = Math.Min(unheardSince, heardAt);
    }

    /// <summary>A worker is there.</summary>
    /// <param name="until">When it has all that the load asks for.</param>
    /// <returns>When nobody was there, what waits for it, and how long nobody has looked after that.</returns>
    public ((TimeSpan From, TimeSpan To) Empty, IReadOnlyList<OpenBatch> Batches, TimeSpan Unheard) End(TimeSpan until)
    {
        doubt?.EndAt((load.StartAt + until).ToUnixTimeSeconds());
        doubt = null;
        return ((from, load.Now + ClusterLoad.Ahead), Close(), timeProvider.GetElapsedTime(unheardSince));
    }

    /// <summary>Nobody is waited for any more.</summary>
    /// <returns>What has waited in vain.</returns>
    public IReadOnlyList<OpenBatch> Close()
    {
        IsOpen = false;
        doubt?.EndAt(timeProvider.GetUtcNow().ToUnixTimeSeconds());
        doubt = null;
        List<OpenBatch> waited = [.. batches];
        batches.Clear();
        return waited;
    }

    /// <summary>Why nobody is waited for any more, for a person; null while it goes on.</summary>
    /// <param name="isTimeOver">Whether the load's time is over.</param>
    public string? Vain(bool isTimeOver) =>
        timeProvider.GetElapsedTime(began) >= Patience
            ? $"{reason}, and no other one came within {Patience.TotalSeconds:0.#} s"
        : isTimeOver ? $"{reason}, and no other one came before the load's time was over"
        : null;
}
