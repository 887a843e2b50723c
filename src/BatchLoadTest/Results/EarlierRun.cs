using System.Globalization;
using BatchLoadTest.Recording;
using BatchLoadTest.Reporting;
using BatchLoadTest.Reporting.Text;

namespace BatchLoadTest.Results;

/// <summary>
/// What an earlier run has left in a results folder. Its journal is kept beside the new one, its reports in a folder of that name.
/// </summary>
internal static class EarlierRun
{
    private const int LongestId = 100;
    private const string ListEnding = ".txt";

    /// <summary>Takes the journal and the list of what was not removed out of the way.</summary>
    /// <returns>What a reader of the new run's report must know.</returns>
    /// <exception cref="IOException">That cannot be done.</exception>
    /// <exception cref="UnauthorizedAccessException">That may not be done.</exception>
    public static EarlierRuns PutAside(ResultsFolder results)
    {
        List<string> notices = [];
        var journal = new FileInfo(results.PathOf(JournalWriter.FileName));
        var leftovers = new FileInfo(results.PathOf(NotRemoved.FileName));
        var name = NameOf(HoldsAnything(journal) ? journal : leftovers);
        var hasLeft = HoldsAnything(leftovers);
        var notice = HoldsAnything(journal) ? Notice(journal) : null;
        if (notice is not null || (hasLeft && HoldsAnything(journal)))
        {
            var kept = Keep(results, journal, $"run-{name}");
            var reports = KeepReports(results, Path.GetFileNameWithoutExtension(kept));
            notices.AddRange(
                notice is null ? [] : [$"an earlier run in this folder, {name}, {notice} in {kept}{reports}"]
            );
        }

        var list = hasLeft ? Keep(results, leftovers, $"{EarlierLeft.Start}{name}") : null;
        Remove(journal);
        Remove(leftovers);
        return new(notices, [.. Left(results, list)]);
    }

    // The last one's first. Others are there where it was killed too, before it came to clean up after them.
    private static IEnumerable<EarlierLeft> Left(ResultsFolder results, string? last) =>
        Directory
            .EnumerateFiles(results.FullPath, $"{EarlierLeft.Start}*{ListEnding}")
            .Select(path => (Path: path, Name: Path.GetFileNameWithoutExtension(path)[EarlierLeft.Start.Length..]))
            .Select(list => (list.Path, list.Name, IsLast: Path.GetFileName(list.Path) == last))
            .OrderByDescending(list => list.IsLast)
            .ThenBy(list => list.Name, StringComparer.Ordinal)
            .Select(list => EarlierLeft.Find(list.Path, results.PathOf($"run-{list.Name}.jsonl"), list.IsLast))
            .OfType<EarlierLeft>();

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

    // Null where it measured nothing.
    private static string? Notice(FileInfo journal)
    {
        try
        {
            var run = RecordedRun.Read(journal.FullName);
            var requests = Figures.Of(run.Final.Total.Requests, "request");
            return run.Ending.End switch
            {
                RunEnd.CouldNotRun => null,
                RunEnd.Planned or RunEnd.Aborted => $"came to its end: {requests} and its verdict are",
                _ => $"was cut off: {requests} are in no figure of this one, but",
            };
        }
        catch (JournalException)
        {
            return "was cut off: requests of an unknown number are in no figure of this one, but";
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

        Put(file, results.PathOf(kept));
        return kept;
    }

    // Only what a run writes: other files there are a person's own. Returns where they are, as the end of a sentence.
    private static string KeepReports(ResultsFolder results, string name)
    {
        FileInfo[] reports =
        [
            .. new ReportWriters()
                .All.Select(writer => new FileInfo(results.PathOf(writer.FileName)))
                .Where(HoldsAnything),
        ];
        if (reports.Length == 0)
        {
            return "";
        }

        var kept = Directory.CreateDirectory(results.PathOf(name));
        foreach (var report in reports)
        {
            Put(report, Path.Combine(kept.FullName, report.Name));
        }

        return $", its reports in {name}";
    }

    // A link is where a person wants the next one too.
    private static void Put(FileInfo file, string path)
    {
        if (file.LinkTarget is null)
        {
            File.Move(file.FullName, path, overwrite: true);
        }
        else
        {
            File.Copy(file.FullName, path, overwrite: true);
        }
    }
}
