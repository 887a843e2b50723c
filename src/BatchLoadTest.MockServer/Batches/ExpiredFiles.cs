using BatchLoadTest.MockServer.Faults;
using BatchLoadTest.MockServer.Options;

namespace BatchLoadTest.MockServer.Batches;

/// <summary>Which uploads are served after they have expired.</summary>
internal sealed class ExpiredFiles(MockMisbehaviour asked, SeededDraws draws, ReadTally tally)
{
    /// <summary>Whether one is.</summary>
    /// <param name="sequence">Its place in the order in which files came.</param>
    public bool Keeps(long sequence) =>
        asked.KeepExpired > 0 && draws.Share(DrawStream.ExpiredFiles, sequence) < asked.KeepExpired;

    /// <summary>Counts a file that is served, once if it has expired.</summary>
    public void Serve(StoredFile file, DateTimeOffset now)
    {
        if (file.ExpiresAt <= now && file.TryMarkExpired())
        {
            tally.AddExpired();
        }
    }
}
