using BatchLoadTest.Recording;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.EndToEnd.Support;

/// <summary>What a run that goes on has seen of a service that does not answer.</summary>
internal static class SeenSilence
{
    /// <summary>
    /// Waits until its journal tells a silence so long. A slow machine, whose answers took long before, needs longer for it.
    /// </summary>
    public static async Task ReachesAsync(string resultsFolder, TimeSpan length)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (LongestIn(resultsFolder) < length)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < Eventually.Patience, "never saw the silence");
            await Task.Delay(100);
        }
    }

    private static TimeSpan LongestIn(string resultsFolder)
    {
        try
        {
            return RecordedRun.Read(resultsFolder).Final.Silence.Longest;
        }
        catch (JournalException)
        {
            // The run has not begun to write it.
            return TimeSpan.Zero;
        }
    }
}
