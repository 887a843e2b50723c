using BatchLoadTest.Reporting.Text;

namespace BatchLoadTest.Reports;

/// <summary>Waits until runs that go on elsewhere have ended, by their journals in a folder that both sides see.</summary>
public static class EndedJournals
{
    private const int MostNamed = 10;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Waits until all of them have ended at the same time: one that had ended may have been replaced since, by a process
    /// that took the place of one that failed.
    /// </summary>
    /// <param name="sources">The runs, which need not be there yet.</param>
    /// <param name="patience">How long at most; zero looks once and says nothing.</param>
    /// <param name="notes">Gets what is waited for, whenever that changes.</param>
    /// <param name="timeProvider">For waiting.</param>
    /// <returns>What was seen last, in the order of <paramref name="sources"/>.</returns>
    public static async Task<IReadOnlyList<ReportSourceState>> WaitAsync(
        IReadOnlyList<ReportSource> sources,
        TimeSpan patience,
        TextWriter notes,
        TimeProvider timeProvider
    )
    {
        var begin = timeProvider.GetTimestamp();
        var said = "";
        while (true)
        {
            List<ReportSourceState> states = [.. sources.Select(source => source.Look())];
            var lacks = states.Select(state => state.Lack).OfType<string>().ToList();
            var left = patience - timeProvider.GetElapsedTime(begin);
            if (lacks.Count == 0 || left <= TimeSpan.Zero)
            {
                return states;
            }

            var awaited = Awaited(lacks, sources.Count);
            if (awaited != said)
            {
                said = awaited;
                var seconds = TimeSpan.FromSeconds(Math.Ceiling(left.TotalSeconds));
                await notes.WriteLineAsync($"waiting up to {Figures.Setting(seconds)} for {awaited}");
            }

            await Task.Delay(left < Pause ? left : Pause, timeProvider);
        }
    }

    private static string Awaited(List<string> lacks, int count)
    {
        var more = lacks.Count > MostNamed ? $"; and {lacks.Count - MostNamed} more" : "";
        return $"{lacks.Count} of {count} runs to end: {string.Join("; ", lacks.Take(MostNamed))}{more}";
    }
}
