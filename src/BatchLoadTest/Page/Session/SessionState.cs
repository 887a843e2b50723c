using BatchLoadTest.Page.Live;
using BatchLoadTest.Reporting;
using BatchLoadTest.Runs;
using BatchLoadTest.Settings;
using BatchLoadTest.Statistics;
using BatchLoadTest.Telemetry;

namespace BatchLoadTest.Page.Session;

/// <summary>All that a session knows of its runs at one moment. Immutable: whoever answers a request reads one of them.</summary>
internal sealed record SessionState
{
    /// <summary>What the form begins with, and what the last run was given.</summary>
    public required RunSettings Settings { get; init; }

    /// <summary>
    /// What the form shows as the load: that of the last ordinary run, or of the program's start. A search has none.
    /// </summary>
    public required RunSettings Ordinary { get; init; }

    /// <summary>What the page was given for the last run, with what was changed meanwhile; by the names of options.</summary>
    public IReadOnlyDictionary<string, string> Given { get; init; } =
        new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The run that goes on, from before its start until everything of it is over; null where none does.</summary>
    public Task<int>? Running { get; init; }

    /// <summary>How that is ended by signals.</summary>
    public RunControl? Control { get; init; }

    /// <summary>Completes when its load begins.</summary>
    public TaskCompletionSource? Begun { get; init; }

    /// <summary>How its load is changed and ended; null before that begins.</summary>
    public RunSteering? Steering { get; init; }

    /// <summary>How it stands; null before its load begins.</summary>
    public RunMoment? Moment { get; init; }

    /// <summary>The seconds of the run that goes on or went on last; null before the first one.</summary>
    public LiveFigures? Figures { get; init; }

    /// <summary>The newest figures of that run.</summary>
    public LiveSnapshot? Shown { get; init; }

    /// <summary>The last run that has ended; null where there is none, or another has begun.</summary>
    public EndedRun? Ended { get; init; }

    /// <summary>The last error that was said of the run that began last.</summary>
    public string? Refusal { get; init; }

    /// <summary>What the last run's process would have returned; 0 before its end.</summary>
    public int ExitCode { get; init; }

    /// <summary>In Locust's words.</summary>
    public string Name =>
        this switch
        {
            { Running: null } => Ended is null ? PageState.Ready : PageState.Stopped,
            { Moment: null } => PageState.Spawning,
            { Moment.IsLoadOver: true } => PageState.Cleanup,
            _ => PageState.Of(Moment.Phase.State),
        };

    /// <summary>The run as a report: ended, or as it stands; null before the first one.</summary>
    public RunReport? Report => Ended?.Report ?? Moment?.Report;

    /// <summary>The whole run's figures, resets or not; null before the first run.</summary>
    public RunSnapshot? WholeRun => Report?.Final;

    /// <summary>Virtual users that run, of the figures that are shown.</summary>
    public int Users(RunSnapshot? figures) => Moment is null ? 0 : figures?.Users ?? 0;

    /// <summary>What telemetry shows; null before the first run.</summary>
    public RunFigures? Telemetry =>
        WholeRun is { } run && Shown is { } shown ? new(run, shown.Counts, Users(run)) : null;

    /// <summary>The run as open pages are sent it; null before the first one.</summary>
    public LiveRun? Live =>
        Figures is { } figures && Shown is { } shown ? new(figures, shown, Moment, Ended?.Report, Name) : null;
}
