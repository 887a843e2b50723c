namespace BatchLoadTest.Cluster;

/// <summary>
/// How far this machine's clock is behind the master's, from questions and answers: of all of them the one that took the
/// shortest time is the most exact. From any thread.
/// </summary>
/// <param name="timeProvider">This machine's.</param>
public sealed class MasterClock(TimeProvider timeProvider)
{
    private readonly Lock gate = new();
    private TimeSpan offset;
    private TimeSpan error = TimeSpan.MaxValue;

    /// <summary>How far, and how exact that is: half of what the question took.</summary>
    public (TimeSpan Offset, TimeSpan Error) Now
    {
        get
        {
            lock (gate)
            {
                return (offset, error);
            }
        }
    }

    /// <summary>A question was sent and answered.</summary>
    /// <param name="askedAt">Time stamp of the question.</param>
    /// <param name="masterNow">The master's clock in the answer, which has just come.</param>
    public void Heard(long askedAt, DateTimeOffset masterNow)
    {
        var half = timeProvider.GetElapsedTime(askedAt) / 2;
        lock (gate)
        {
            if (half < error)
            {
                (offset, error) = (masterNow + half - timeProvider.GetUtcNow(), half);
            }
        }
    }
}
