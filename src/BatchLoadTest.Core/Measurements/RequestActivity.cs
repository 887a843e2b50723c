namespace BatchLoadTest.Measurements;

/// <summary>
/// What one virtual user waits for, as others see it: written by the user's connection, which has one request under way
/// at a time, and read from any thread by whoever watches for silence. Costs a write where bytes move, and no allocation.
/// </summary>
public sealed class RequestActivity
{
    private readonly ActivityBoard board;
    private int step;
    private long movedAt;
    private long startedAt;

    internal RequestActivity(ActivityBoard board) => this.board = board;

    /// <summary>Since when nothing has moved on the request under way, as a time stamp; 0 where none is.</summary>
    internal long WaitingSince => Volatile.Read(ref movedAt);

    /// <summary>When the request began that was not recorded yet, as a time stamp; 0 where there is none.</summary>
    internal long UnrecordedSince => Volatile.Read(ref startedAt);

    /// <summary>What the request under way, or the last one, is.</summary>
    internal Step Step => (Step)Volatile.Read(ref step);

    /// <summary>Whether the request under way is among the slowest of its step if it ends after such a time.</summary>
    internal bool IsSlow(TimeSpan latency) => board.Slow.IsSlow(Step, latency);

    /// <summary>The next request will be this one.</summary>
    public void Expect(Step next) => Volatile.Write(ref step, (int)next);

    /// <summary>A request begins.</summary>
    /// <param name="timestamp">The moment, as a time stamp of the run's provider.</param>
    internal void Begin(long timestamp)
    {
        Volatile.Write(ref startedAt, timestamp);
        Volatile.Write(ref movedAt, timestamp);
    }

    /// <summary>Bytes of the request's body have left.</summary>
    internal void Sent() => Volatile.Write(ref movedAt, board.Now());

    /// <summary>Bytes of the answer have come.</summary>
    internal void Received() => Received(board.Now());

    /// <inheritdoc cref="Received()"/>
    /// <param name="timestamp">When, where the caller knows.</param>
    internal void Received(long timestamp)
    {
        Volatile.Write(ref movedAt, timestamp);
        board.Answered(timestamp);
    }

    /// <summary>The request is over, whatever came of it.</summary>
    /// <returns>Time stamp of the last moment at which anything moved on it.</returns>
    internal long End() => Interlocked.Exchange(ref movedAt, 0);

    /// <summary>The measurement of the request is where all of them go, or nobody measures it.</summary>
    internal void Recorded() => Volatile.Write(ref startedAt, 0);
}
