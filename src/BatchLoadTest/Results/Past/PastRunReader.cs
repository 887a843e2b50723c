using BatchLoadTest.Measurements;
using BatchLoadTest.Recording;
using BatchLoadTest.Reporting;
using BatchLoadTest.Reporting.Text;
using BatchLoadTest.Runtime;

namespace BatchLoadTest.Results.Past;

/// <summary>
/// Reads what a list shows of a run: the first line of its journal and its <c>metrics.json</c>, or the journal's last line where
/// that is not there. However long the run was, no more of it is read.
/// </summary>
internal static class PastRunReader
{
    /// <summary>Null where the folder is not one of a run.</summary>
    /// <param name="folder">Full path of a folder that is there.</param>
    public static PastRun? Read(string folder)
    {
        try
        {
            return ReadFiles(folder);
        }
        catch (Exception exception)
        {
            // Whatever a file holds, or becomes while it is read, must not keep the other runs from being listed.
            return Broken(folder, $"its files cannot be read: {exception.Message}");
        }
    }

    private static PastRun? ReadFiles(string folder)
    {
        var journal = Path.Combine(folder, JournalWriter.FileName);
        var (facts, problem) = Facts(journal);
        var metrics = PastMetrics.Read(folder);
        // What an earlier run has left is no account of this one.
        metrics = facts is null || metrics?.Id == facts.Id ? metrics : null;
        if (facts is null && metrics is null)
        {
            return File.Exists(journal) ? Broken(folder, problem) : null;
        }

        var isHeld = FolderLock.IsHeld(folder);
        var run = (metrics is null ? OfJournal(folder, journal, facts!) : Of(folder, metrics, facts)) with
        {
            HasJournal = facts is not null,
            HasLeft = new FileInfo(Path.Combine(folder, NotRemoved.FileName)) is { Exists: true, Length: > 0 },
            CanBeDeleted = !isHeld,
        };
        return isHeld
            ? run with
            {
                State = PastRunState.Running,
                Word = "RUNNING",
                Kind = VerdictKind.Doubtful,
                EndedAt = null,
                Problem = null,
            }
            : run;
    }

    private static PastRun Of(string folder, PastMetrics metrics, RunFacts? facts)
    {
        var (word, kind) = PastVerdict.Of(metrics.End, metrics.ExitCode, metrics.ThresholdsMet, metrics.IsSearch);
        return new PastRun
        {
            Name = Path.GetFileName(folder),
            State = PastRunState.Ended,
            Id = metrics.Id,
            Word = word,
            Kind = kind,
            Problem = metrics.Problem,
            StartedAt = metrics.StartedAt,
            EndedAt = metrics.EndedAt,
            Host = metrics.Host,
            Load = Load(facts, metrics.IsSearch),
            Tags = metrics.Tags,
            Figures = metrics.Figures,
        };
    }

    private static PastRun OfJournal(string folder, string journal, RunFacts facts)
    {
        var end = End(journal);
        var isSearch = end?.Ending.Capacity is not null;
        var (word, kind) = PastVerdict.Of(
            end?.Ending.End ?? RunEnd.Unknown,
            end?.ExitCode,
            end?.ThresholdsMet ?? false,
            isSearch
        );
        return new PastRun
        {
            Name = Path.GetFileName(folder),
            State = PastRunState.Ended,
            Id = facts.Id,
            Word = word,
            Kind = kind,
            Problem = end is null ? "its journal has no end: the process was killed" : end.Ending.Problem,
            StartedAt = facts.StartedAt,
            EndedAt = end?.Ending.EndedAt,
            Host = facts.Host,
            Load = Load(facts, isSearch),
            Tags = facts.Tags,
        };
    }

    // A search begins with a load of nothing.
    private static string? Load(RunFacts? facts, bool isSearch) =>
        isSearch ? "search for the largest load"
        : facts is null ? null
        : LoadWords.Describe(facts.Plan);

    private static PastRun Broken(string folder, string? problem)
    {
        var name = Path.GetFileName(folder);
        return new PastRun
        {
            Name = name,
            State = PastRunState.Broken,
            Word = "BROKEN",
            Kind = VerdictKind.Doubtful,
            Problem = problem ?? "its journal is empty",
            // Of a folder that only has a file of that name nobody knows whose it is.
            CanBeDeleted = RunId.IsOne(name) && !FolderLock.IsHeld(folder),
        };
    }

    private static (RunFacts? Facts, string? Problem) Facts(string journal)
    {
        try
        {
            return RegularFile.Problem(journal) is null ? (Journal.Open(journal).Run, null) : (null, null);
        }
        catch (Exception exception)
            when (exception
                    is JournalException
                        or IOException
                        or UnauthorizedAccessException
                        or ArgumentOutOfRangeException
                        or OverflowException
            )
        {
            // Names the file with its whole path, which the list has no use for.
            return (null, exception.Message.Replace(journal, JournalWriter.FileName, StringComparison.Ordinal));
        }
    }

    private static JournalEnd? End(string journal)
    {
        try
        {
            return JournalEnd.Read(journal);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
