using System.Globalization;
using BatchLoadTest.Recording;
using BatchLoadTest.Reporting.Words;

namespace BatchLoadTest;

/// <summary>
/// What an earlier run has left in a results folder. One that came to its end is replaced, as all reports are; one that
/// was cut off, such as by the eviction of its pod, is kept beside the new one.
/// </summary>
internal static class EarlierRun
{
    private const int LongestId = 100;

    /// <summary>Takes the journal and the list of what was not removed out of the way.</summary>
    /// <returns>What a reader of the new run's report must know, a line each.</returns>
    /// <exception cref="IOException">That cannot be done.</exception>
    /// <exception cref="UnauthorizedAccessException">That may not be done.</exception>
    public static IReadOnlyList<string> PutAside(ResultsFolder results)
    {
        List<string> notices = [];
        var journal = new FileInfo(results.PathOf(JournalWriter.FileName));
        var leftovers = new FileInfo(results.PathOf(RunCleanUp.LeftoversFile));
        var name = NameOf(journal.Exists ? journal : leftovers);
        if (journal.Exists && IsCutOff(journal, out var requests))
        {
            var kept = Keep(results, journal, $"run-{name}");
            notices.Add(
                $"an earlier run in this folder, {name}, was cut off: {requests} are in no figure of this one, but in {kept}"
            );
        }

        if (leftovers is { Exists: true, Length: > 0 })
        {
            var kept = Keep(results, leftovers, $"not-removed-{name}");
            notices.Add($"what an earlier run in this folder, {name}, may have left at the service is in {kept}");
        }

        journal.Delete();
        leftovers.Delete();
        return notices;
    }

    // The run's id; where the journal tells none, or one that is no file name, when it was written last.
    private static string NameOf(FileInfo file)
    {
        try
        {
            var id = Journal.Open(file.FullName).Run.Id;
            if (
                id.Length is > 0 and <= LongestId
                && id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-')
            )
            {
                return id;
            }
        }
        catch (JournalException)
        {
            // Killed while the first line was written, or no journal at all.
        }

        return file.LastWriteTimeUtc.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);
    }

    private static bool IsCutOff(FileInfo journal, out string requests)
    {
        requests = "requests of an unknown number";
        if (journal.Length == 0)
        {
            return false;
        }

        try
        {
            var run = RecordedRun.Read(journal.FullName);
            requests = Figures.Of(run.Final.Total.Requests, "request");
            return run.Ending.End is not (RunEnd.Planned or RunEnd.CouldNotRun);
        }
        catch (JournalException)
        {
            return true;
        }
    }

    private static string Keep(ResultsFolder results, FileInfo file, string name)
    {
        var ending = Path.GetExtension(file.Name);
        var kept = name + ending;
        for (var copy = 2; File.Exists(results.PathOf(kept)); copy++)
        {
            kept = string.Create(CultureInfo.InvariantCulture, $"{name}-{copy}{ending}");
        }

        File.Move(file.FullName, results.PathOf(kept));
        return kept;
    }
}
