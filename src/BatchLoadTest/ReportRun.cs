using BatchLoadTest.Recording;
using BatchLoadTest.Reporting;
using BatchLoadTest.Settings;
using BatchLoadTest.Terminal;

namespace BatchLoadTest;

/// <summary>The <c>report</c> command: all reports again from the journal of a run, or of several as one.</summary>
public sealed class ReportRun(ReportSettings settings, TerminalOutput terminal, TimeProvider timeProvider)
{
    private const int MostDisagreements = 10;

    /// <summary>Writes the reports. Returns the exit code that the run has earned.</summary>
    public async Task<int> RunAsync()
    {
        try
        {
            foreach (var folder in await EndedJournals.WaitAsync(settings.Folders, settings.Wait, timeProvider))
            {
                // Without a wait this is known already: a run that was killed is read as far as it goes.
                if (settings.Wait > TimeSpan.Zero)
                {
                    await terminal.Error.WriteLineAsync($"warning: {folder}: not ended in time");
                }
            }

            var runs = settings.Folders.Select(RecordedRun.Read).ToList();
            var results = ResultsFolder.Prepare(settings.ResultsDirectory ?? StandardFolder(runs));
            var run = runs.Count == 1 ? runs[0] : Merge(runs, results);
            var (exitCode, _) = await new ReportOutput(results, settings.Files, terminal).WriteAsync(Report(run));
            return settings.PrintResults ? await ResultsArchive.PrintAsync(results, terminal, exitCode) : exitCode;
        }
        catch (JournalException exception)
        {
            foreach (var line in exception.Message.Split('\n'))
            {
                await terminal.Error.WriteLineAsync($"error: {line}");
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            await terminal.Error.WriteLineAsync(
                $"error: --results: the folder cannot be written to: {exception.Message}"
            );
        }

        return ExitCodes.WrongUsage;
    }

    private static RunReport Report(RecordedRun run)
    {
        var thresholds = run.Judge();
        return new RunReport
        {
            Run = run.Run,
            Ending = run.Ending,
            Final = run.Final,
            History = run.History,
            Thresholds = thresholds,
            ExitCode = RunExitCode.Of(run.Ending.End, thresholds),
        };
    }

    private string StandardFolder(List<RecordedRun> runs)
    {
        var first = settings.Folders[0];
        return runs.Count > 1 ? Path.Combine("results", RunMerge.Facts(runs).Id)
            : Directory.Exists(first) ? first
            : Path.GetDirectoryName(first)!;
    }

    // The merged run has a journal of its own: it can be compared, and merged with others.
    private RecordedRun Merge(List<RecordedRun> runs, ResultsFolder folder)
    {
        var path = folder.PathOf(JournalWriter.FileName);
        Check(runs, path);
        var facts = RunMerge.Facts(runs);
        string? problem = null;
        using (var journal = new JournalWriter(path, facts, failure => problem = failure))
        {
            var (final, peakUsers) = RunMerge.Write(runs, facts, journal);
            var ending = RunMerge.Ending(runs, facts, peakUsers);
            ending = ending with { Notices = [.. ending.Notices, .. RunMerge.Disagreements(runs)] };
            var thresholds = RecordedRun.Judge(facts, final);
            journal.End(ending, thresholds, RunExitCode.Of(ending.End, thresholds));
        }

        return problem is null ? RecordedRun.Read(path) : throw new IOException(problem);
    }

    private void Check(List<RecordedRun> runs, string path)
    {
        if (settings.Folders.Any(folder => path == folder || path == Path.Combine(folder, JournalWriter.FileName)))
        {
            throw new JournalException("--results: the folder of one of the runs; its journal would be replaced");
        }

        if (RunMerge.Repeated(runs) is { Count: > 0 } repeated)
        {
            throw new JournalException($"given more than once, and would be counted so: {string.Join(", ", repeated)}");
        }

        if (!settings.Force && RunMerge.Disagreements(runs) is { Count: > 0 } disagreements)
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
