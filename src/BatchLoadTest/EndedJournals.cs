using BatchLoadTest.Recording;

namespace BatchLoadTest;

/// <summary>Waits until runs that go on elsewhere have ended, by their journals in a folder that both sides see.</summary>
internal static class EndedJournals
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Waits for all of them.</summary>
    /// <param name="folders">Results folders, which need not exist yet, or journals.</param>
    /// <param name="patience">How long at most.</param>
    /// <param name="timeProvider">For waiting.</param>
    /// <returns>The folders of those that have not ended.</returns>
    public static async Task<IReadOnlyList<string>> WaitAsync(
        IEnumerable<string> folders,
        TimeSpan patience,
        TimeProvider timeProvider
    )
    {
        var missing = folders.ToList();
        var begin = timeProvider.GetTimestamp();
        while (true)
        {
            missing.RemoveAll(HasEnded);
            if (missing.Count == 0 || timeProvider.GetElapsedTime(begin) >= patience)
            {
                return missing;
            }

            await Task.Delay(Pause, timeProvider);
        }
    }

    private static bool HasEnded(string folder)
    {
        try
        {
            return Journal.Open(folder).ReadEnding().Ending is not null;
        }
        catch (JournalException)
        {
            // Not there yet, or its first line is being written.
            return false;
        }
    }
}
