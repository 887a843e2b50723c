using BatchLoadTest.Recording;
using BatchLoadTest.Reporting;
using BatchLoadTest.Results;
using BatchLoadTest.Runs;
using BatchLoadTest.Runs.Key;
using BatchLoadTest.Runtime;
using BatchLoadTest.Settings;
using BatchLoadTest.Terminal;

namespace BatchLoadTest.Reports;

/// <summary>The <c>report</c> command: all reports again from the journal of a run, or of several as one.</summary>
public sealed class ReportRun(ReportSettings settings, TerminalOutput terminal, TimeProvider timeProvider)
{
    private readonly List<ReportSource> sources =
    [
        .. settings.Folders.Select(folder => new ReportSource(folder, settings.Latest, settings.StartAt)),
    ];

    // Without a wait all runs must be there; with one, those that have not come are a finding and no wrong usage.
    private bool HasWaited => settings.Wait > TimeSpan.Zero;

    /// <summary>Writes the reports. Returns the exit code that the run has earned.</summary>
    public async Task<int> RunAsync()
    {
        try
        {
            var states = await EndedJournals.WaitAsync(sources, settings.Wait, terminal.Error, timeProvider);
            var parts = Read(states);
            if (parts.Missing.Count > 0 && (parts.Runs.Count == 0 || !HasWaited))
            {
                await SayAsync([.. parts.Missing, .. sources.SelectMany(source => source.Advice())]);
                return HasWaited ? ExitCodes.CouldNotRun : ExitCodes.WrongUsage;
            }

            if (HasWaited)
            {
                await WarnAsync(states.Select(state => state.Lack).OfType<string>());
            }

            return await WriteAsync(parts);
        }
        catch (JournalException exception)
        {
            await SayAsync(exception.Message.Split('\n'));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            await SayAsync([$"--results: the folder cannot be written to: {exception.Message}"]);
        }

        return ExitCodes.WrongUsage;
    }

    private async Task<int> WriteAsync(ReportParts parts)
    {
        var results = ResultsFolder.Prepare(settings.ResultsDirectory ?? DefaultFolder(parts));
        var run = settings.Folders.Count == 1 ? parts.Runs[0] : new ReportMerge(settings.Force).Run(parts, results);
        var (exitCode, _) = await new ReportOutput(results, settings.Files, terminal).WriteAsync(Report(run));
        return settings.PrintResults ? await ResultsArchive.PrintAsync(results, terminal, exitCode) : exitCode;
    }

    private ReportParts Read(IReadOnlyList<ReportSourceState> states)
    {
        List<RecordedRun> runs = [];
        List<string> places = [];
        List<string> missing = [];
        foreach (var state in states)
        {
            try
            {
                runs.Add(Read(state));
                places.Add(state.Journal!);
            }
            catch (JournalException exception)
            {
                missing.Add(exception.Message);
            }
        }

        return new ReportParts(runs, places, missing, HasWaited && !states.All(state => state.HasEnded));
    }

    private RecordedRun Read(ReportSourceState state)
    {
        var run = RecordedRun.Read(state.Journal ?? throw new JournalException(state.Lack!));
        run = run with
        {
            Ending = run.Ending with { Notices = [.. run.Ending.Notices, .. LeftKeys.Of(run, state.Journal)] },
        };
        var isOneOfSeveral = settings.Folders.Count > 1 && run.Ending.End == RunEnd.Unknown;
        return isOneOfSeveral
            ? run with
            {
                Ending = run.Ending with { Problem = $"{run.Ending.Problem} ({state.Journal})" },
            }
            : run;
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
            ExitCode = RunExitCode.Of(run.Ending.End, thresholds, sentNothing: RunSent.Nothing(run.Final)),
        };
    }

    private string DefaultFolder(ReportParts parts)
    {
        var first = parts.Places[0];
        return settings.Folders.Count > 1 ? Path.Combine("results", RunMerge.Facts(parts.Runs).Id)
            : Directory.Exists(first) ? first
            : Path.GetDirectoryName(first)!;
    }

    private async Task WarnAsync(IEnumerable<string> lacks)
    {
        foreach (var lack in lacks)
        {
            await terminal.Error.WriteLineAsync($"warning: not ended in time: {lack}");
        }
    }

    private async Task SayAsync(IEnumerable<string> problems)
    {
        foreach (var problem in problems)
        {
            await terminal.Error.WriteLineAsync($"error: {problem}");
        }
    }
}
