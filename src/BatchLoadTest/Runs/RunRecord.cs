using BatchLoadTest.Load;
using BatchLoadTest.Measurements;
using BatchLoadTest.Recording;
using BatchLoadTest.Reporting;
using BatchLoadTest.Results;
using BatchLoadTest.Runtime;
using BatchLoadTest.Settings;
using BatchLoadTest.Statistics;
using BatchLoadTest.Thresholds;
using BatchLoadTest.Views;

namespace BatchLoadTest.Runs;

/// <summary>What stays of a run: what it was asked to do, its journal, and its report with verdict and exit code.</summary>
internal sealed class RunRecord : IDisposable
{
    private readonly RunSettings settings;
    private readonly RunControl control;
    private readonly IRunView view;
    private readonly TimeProvider timeProvider;
    private readonly IReadOnlyList<string> earlyNotices;
    private readonly string path;
    private readonly JournalHistory history;

    /// <summary>Opens the journal.</summary>
    /// <param name="facts">What the run was asked to do.</param>
    /// <param name="settings">How it is judged.</param>
    /// <param name="results">Where the journal goes.</param>
    /// <param name="control">Why the run ended.</param>
    /// <param name="view">Shows where the journal cannot be written.</param>
    /// <param name="timeProvider">The run's time.</param>
    /// <param name="earlyNotices">What a reader must know that was found before the start, a line each.</param>
    /// <param name="kept">Bytes of a journal that is there with which the run goes on; null where it begins.</param>
    public RunRecord(
        RunFacts facts,
        RunSettings settings,
        ResultsFolder results,
        RunControl control,
        IRunView view,
        TimeProvider timeProvider,
        IReadOnlyList<string> earlyNotices,
        long? kept = null
    )
    {
        this.settings = settings;
        this.control = control;
        this.view = view;
        this.timeProvider = timeProvider;
        this.earlyNotices = earlyNotices;
        path = results.PathOf(JournalWriter.FileName);
        Facts = facts;
        Journal = results.Make(
            JournalWriter.FileName,
            file =>
                kept is { } length
                    ? new JournalWriter(file, length, NoteDiskProblem)
                    : new JournalWriter(file, Facts, NoteDiskProblem)
        );
        history = new JournalHistory(path);
        var thresholds = settings.Verdict.Thresholds;
        Terms = new RunTerms
        {
            Limits = StepLimitsReader.Read(thresholds),
            Profile = settings.Load.Profile,
            Window = facts.Window,
            Classes = facts.Classes,
            Prices = facts.Prices,
        };
        Windows = new ThresholdWindows(thresholds, new StepNames(facts.ApiBase), facts.StartedAt, Terms);
    }

    /// <summary>What the run was asked to do.</summary>
    public RunFacts Facts { get; }

    /// <summary>The same, as far as figures rest on it.</summary>
    public RunTerms Terms { get; }

    /// <summary>Takes each second of the run.</summary>
    public JournalWriter Journal { get; }

    /// <summary>Takes each second, too, for the thresholds that are judged on a part of the run.</summary>
    public ThresholdWindows Windows { get; }

    /// <summary>What a search for the largest load has found so far; null for an ordinary run.</summary>
    public Func<CapacityReport>? Search { get; set; }

    /// <summary>What was asked before the load; null where nothing was.</summary>
    public Func<PreflightRecord?> Preflight { get; set; } = static () => null;

    /// <summary>The workers that apply the load, as they are now; none where this process does.</summary>
    public Func<IReadOnlyList<RecordedWorker>> Workers { get; set; } = static () => [];

    /// <summary>A report of what there is of a run that goes on.</summary>
    /// <param name="figures">All its figures so far, on which its thresholds are judged.</param>
    /// <param name="load">The load applied so far.</param>
    /// <param name="notices">What a reader must know.</param>
    public RunReport SoFar(RunSnapshot figures, LoadOutcome load, IReadOnlyList<string> notices)
    {
        var ending = new RunEnding
        {
            EndedAt = timeProvider.GetUtcNow(),
            End = RunEnd.Planned,
            Problem = null,
            Capacity = Search?.Invoke(),
            Workers = Workers(),
            Preflight = Preflight(),
            Load = load,
            Notices = notices,
        };
        return Report(figures, ending, Judge(figures, ending), ExitCodes.Success);
    }

    /// <summary>Judges the run that has ended and closes the journal.</summary>
    /// <param name="final">All its figures.</param>
    /// <param name="load">The load applied.</param>
    /// <param name="notices">What a reader must know, a line each.</param>
    public RunReport End(RunSnapshot final, LoadOutcome load, IReadOnlyList<string> notices)
    {
        // On some systems an open file can be removed, and what is written to it goes nowhere.
        var isGone = !File.Exists(path);
        var ending = new RunEnding
        {
            EndedAt = timeProvider.GetUtcNow(),
            End = control.End,
            Abort = control.Abort,
            Budget = control.Budget,
            Problem = control.Problem ?? (control.End == RunEnd.Planned ? LostFiles(isGone) : null),
            Load = load,
            Capacity = Search?.Invoke() is { } found ? found with { Current = null } : null,
            Workers = Workers(),
            Preflight = Preflight(),
            Notices =
            [
                .. earlyNotices,
                .. notices,
                .. settings.Warnings,
                .. DiskNotices(),
                .. isGone
                    ? [$"{path} was removed while the run went on: no report can be written again"]
                    : Array.Empty<string>(),
            ],
        };
        var thresholds = Judge(final, ending);
        var exitCode = RunExitCode.Of(
            ending.End,
            thresholds,
            hasLostFiles: isGone || Journal.Problem is not null,
            settings.Verdict.ExitCode,
            RunSent.Nothing(final),
            ending.Capacity?.Result
        );
        Journal.End(ending, thresholds, exitCode);
        Journal.Dispose();
        return Report(final, ending, thresholds, exitCode);
    }

    /// <inheritdoc/>
    public void Dispose() => Journal.Dispose();

    private IReadOnlyList<ThresholdResult> Judge(RunSnapshot figures, RunEnding ending) =>
        ThresholdEvaluator.Evaluate(
            settings.Verdict.Thresholds,
            figures,
            ending.End == RunEnd.CouldNotRun,
            Windows,
            ending.Abort
        );

    private RunReport Report(
        RunSnapshot figures,
        RunEnding ending,
        IReadOnlyList<ThresholdResult> thresholds,
        int exitCode
    ) =>
        new()
        {
            Run = Facts,
            Ending = ending,
            Final = figures,
            History = history,
            Thresholds = thresholds,
            ExitCode = exitCode,
        };

    // Why a run that met all thresholds has failed.
    private string? LostFiles(bool isGone) =>
        isGone ? $"{path} was removed while the run went on"
        : Journal.Problem is { } problem ? $"{path}: {problem}"
        : null;

    private IEnumerable<string> DiskNotices() =>
        Journal.Problem is { } problem
            ? [$"{path}: {problem}" + (Journal.IsIncomplete ? "; it ends before the run does" : "; nothing is missing")]
            : [];

    private void NoteDiskProblem(string problem) =>
        view.Note(NoteLevel.Error, $"{path} cannot be written: {problem}; the run goes on, and will not exit with 0");
}
