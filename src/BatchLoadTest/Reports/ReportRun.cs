using BatchLoadTest.Recording;
using BatchLoadTest.Results;
using BatchLoadTest.Runtime;
using BatchLoadTest.Settings;
using BatchLoadTest.Terminal;

namespace BatchLoadTest.Reports;

/// <summary>The <c>report</c> command: all reports again from the journal of a run, or of several as one.</summary>
public sealed class ReportRun(ReportSettings settings, TerminalOutput terminal)
{
    /// <summary>Writes the reports. Returns the exit code that the run has earned.</summary>
    public async Task<int> RunAsync()
    {
        List<string> problems = [];
        try
        {
            var parts = Read(problems);
            if (problems.Count == 0)
            {
                return await WriteAsync(parts);
            }
        }
        catch (JournalException exception)
        {
            problems.AddRange(exception.Message.Split('\n'));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            problems.Add($"--results: the folder cannot be written to: {exception.Message}");
        }

        await terminal.WriteErrorsAsync(problems);

        return ExitCodes.WrongUsage;
    }

    private async Task<int> WriteAsync(ReportParts parts)
    {
        var results = ResultsFolder.Prepare(settings.ResultsDirectory ?? DefaultFolder(parts));
        var run = settings.Folders.Count == 1 ? parts.Runs[0] : new ReportMerge(settings.Force).Run(parts, results);
        var (exitCode, _) = await new ReportOutput(results, settings.Files, terminal).WriteAsync(
            RecordedReport.Of(run)
        );
        return settings.PrintResults ? await ResultsArchive.PrintAsync(results, terminal, exitCode) : exitCode;
    }

    // What is wrong with any of them, so that a person need not ask again for the next one.
    private ReportParts Read(List<string> problems)
    {
        List<RecordedRun> runs = [];
        List<string> places = [];
        List<string> advice = [];
        foreach (var folder in settings.Folders)
        {
            var several = new FolderOfRuns(folder);
            try
            {
                var place = settings.Latest ? several.Latest() : folder;
                runs.Add(Read(place));
                places.Add(place);
            }
            catch (JournalException exception)
            {
                problems.Add(exception.Message);
                if (!settings.Latest && !File.Exists(Journal.FileOf(folder)))
                {
                    advice.AddRange(several.Advice());
                }
            }
        }

        problems.AddRange(advice);
        return new ReportParts(runs, places);
    }

    private RecordedRun Read(string place)
    {
        var run = RecordedReport.Read(place, settings.Prices);
        var isOneOfSeveral = settings.Folders.Count > 1 && run.Ending.End == RunEnd.Unknown;
        return isOneOfSeveral
            ? run with
            {
                Ending = run.Ending with { Problem = $"{run.Ending.Problem} ({place})" },
            }
            : run;
    }

    private string DefaultFolder(ReportParts parts)
    {
        var first = parts.Places[0];
        return settings.Folders.Count > 1 ? Path.Combine("results", RunMerge.Facts(parts.Runs).Id)
            : Directory.Exists(first) ? first
            : Path.GetDirectoryName(first)!;
    }
}
