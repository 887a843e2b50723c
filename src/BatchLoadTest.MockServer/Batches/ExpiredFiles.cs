using BatchLoadTest.MockServer.Faults;
using BatchLoadTest.MockServer.Options;

namespace BatchLoadTest.MockServer.Batches;

/// <summary>Which uploads are served after they have expired, and which take no note of when they were to.</summary>
internal sealed class ExpiredFiles(MockMisbehaviour asked, SeededDraws draws, ReadTally tally)
{
    /// <summary>How long both services keep a batch's input if nothing else is asked for.</summary>
    private static readonly TimeSpan DefaultLife = TimeSpan.FromDays(30);

    /// <summary>Whether one is served.</summary>
    /// <param name="sequence">Its place in the order in which files came.</param>
    public bool Keeps(long sequence) =>
        asked.KeepExpired > 0 && draws.Share(DrawStream.ExpiredFiles, sequence) < asked.KeepExpired;

    /// <summary>How long one lives; counts it where that is another time than was asked for.</summary>
    /// <param name="sequence">Its place likewise.</param>
    /// <param name="after">What was asked for; null for nothing.</param>
    public TimeSpan LifeOf(long sequence, TimeSpan? after)
    {
        if (
            after is null
            || asked.IgnoreExpiry == 0
            || draws.Share(DrawStream.IgnoredExpiries, sequence) >= asked.IgnoreExpiry
        )
        {
            return after ?? DefaultLife;
        }

        if (after != DefaultLife)
        {
            tally.AddIgnoredExpiry();
        }

        return DefaultLife;
    }

    /// <summary>Counts a file that is served, once if it has expired.</summary>
    public void Serve(StoredFile file, DateTimeOffset now)
    {
        if (file.ExpiresAt <= now && file.TryMarkExpired())
        {
            tally.AddExpired();
        }
    }
}
