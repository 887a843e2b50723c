using BatchLoadTest.Recording;
using BatchLoadTest.Reporting;
using BatchLoadTest.Results;
using BatchLoadTest.Runs;

namespace BatchLoadTest.Reports;

/// <summary>Makes one run of several, with a journal of its own: it can be compared, and merged with others.</summary>
/// <param name="force">Whether runs that disagree in what they measured are merged all the same.</param>
internal sealed class ReportMerge(bool force)
{
    private const int MostDisagreements = 10;

    /// <summary>Merges the runs into a folder; its older journal stays until the new one is whole.</summary>
    /// <exception cref="JournalException">They are no parts of one, or the folder is that of one of them.</exception>
    /// <exception cref="IOException">The folder takes no journal.</exception>
    public RecordedRun Run(ReportParts parts, ResultsFolder folder)
    {
        Check(parts.Runs);
        var path = folder.PathOf(JournalWriter.FileName);
        var temporary = folder.PathOf($".{Path.GetRandomFileName()}.tmp");
        try
        {
            // Before a second is written: it shows whose folder this is, by whatever name or link.
            File.WriteAllBytes(temporary, []);
            if (parts.Places.Any(place => HoldsJournalBeside(place, Path.GetFileName(temporary))))
            {
                throw new JournalException("--results: the folder of one of the runs; its journal would be replaced");
            }

            Write(parts, temporary);
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            folder.Delete(Path.GetFileName(temporary));
            throw;
        }

        return RecordedRun.Read(path);
    }

    private static bool HoldsJournalBeside(string place, string file)
    {
        var journal = Journal.FileOf(place);
        string[] journals = [journal, File.ResolveLinkTarget(journal, returnFinalTarget: true)?.FullName ?? journal];
        return journals.Any(each =>
            Path.GetFileName(each) == JournalWriter.FileName
            && File.Exists(Path.Combine(Path.GetDirectoryName(each)!, file))
        );
    }

    private static void Write(ReportParts parts, string path)
    {
        var facts = RunMerge.Facts(parts.Runs);
        string? problem = null;
        using (var journal = new JournalWriter(path, facts, failure => problem = failure))
        {
            var seconds = RunMerge.Write(parts.Runs, facts, journal);
            var ending = RunMerge.Ending(parts.Runs, facts, seconds.PeakUsers, seconds.Silences);
            ending = ending with { Notices = [.. ending.Notices, .. RunDisagreements.Of(parts.Runs)] };
            var thresholds = seconds.Thresholds.Judge(seconds.Final, ending);
            journal.End(
                ending,
                thresholds,
                RunExitCode.Of(ending.End, thresholds, sentNothing: RunSent.Nothing(seconds.Final))
            );
        }

        if (problem is not null)
        {
            throw new IOException(problem);
        }

        // The rename may reach the disk before the content does.
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite);
        RandomAccess.FlushToDisk(file);
    }

    private void Check(IReadOnlyList<RecordedRun> runs)
    {
        if (RunMerge.Repeated(runs) is { Count: > 0 } repeated)
        {
            throw new JournalException($"given more than once, and would be counted so: {string.Join(", ", repeated)}");
        }

        if (!force && RunDisagreements.Of(runs) is { Count: > 0 } disagreements)
        {
            IEnumerable<string> lines =
            [
                "these runs are no parts of one; with --force they are merged all the same",
                .. disagreements.Take(MostDisagreements),
                .. disagreements.Count > MostDisagreements
                    ? [$"and {disagreements.Count - MostDisagreements} more differences"]
                    : Array.Empty<string>(),
            ];
            throw new JournalException(string.Join('\n', lines));
        }
    }
}
