using System.Globalization;
using BatchLoadTest.Recording;
using BatchLoadTest.Reporting.Text;

namespace BatchLoadTest.Results;

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
        var leftovers = new FileInfo(results.PathOf(NotRemoved.FileName));
        var name = NameOf(HoldsAnything(journal) ? journal : leftovers);
        if (HoldsAnything(journal) && IsCutOff(journal, out var requests))
        {
            var kept = Keep(results, journal, $"run-{name}");
            notices.Add(
                $"an earlier run in this folder, {name}, was cut off: {requests} are in no figure of this one, but in {kept}"
            );
        }

        if (HoldsAnything(leftovers))
        {
            var kept = Keep(results, leftovers, $"not-removed-{name}");
            notices.Add($"what an earlier run in this folder, {name}, may have left at the service is in {kept}");
        }

        Remove(journal);
        Remove(leftovers);
        return notices;
    }

    // A device has no length, nor has a link whose end is none.
    private static bool HoldsAnything(FileInfo file) =>
        file.Exists
        && (file.ResolveLinkTarget(returnFinalTarget: true) ?? file) is FileInfo { Exists: true, Length: > 0 };

    // A person's link to another disk stays, and only what it leads to is emptied.
    private static void Remove(FileInfo file)
    {
        if (file.LinkTarget is null)
        {
            File.Delete(file.FullName);
        }
        else if (File.Exists(file.FullName))
        {
            // As the run itself opens it: a report may be reading.
            File.OpenHandle(file.FullName, FileMode.Create, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete)
                .Dispose();
        }
    }

    // The run's id; where the journal has none, or one that is no file name, when it was written last.
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
        try
        {
            var run = RecordedRun.Read(journal.FullName);
            requests = Figures.Of(run.Final.Total.Requests, "request");
            return run.Ending.End is not (RunEnd.Planned or RunEnd.Aborted or RunEnd.CouldNotRun);
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

        if (file.LinkTarget is null)
        {
            File.Move(file.FullName, results.PathOf(kept));
        }
        else
        {
            File.Copy(file.FullName, results.PathOf(kept));
        }

        return kept;
    }
}
