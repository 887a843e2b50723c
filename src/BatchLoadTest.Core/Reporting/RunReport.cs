using BatchLoadTest.Measurements;
using BatchLoadTest.Recording;
using BatchLoadTest.Statistics;
using BatchLoadTest.Thresholds;

namespace BatchLoadTest.Reporting;

/// <summary>A finished run: the one thing that the summary and every report writer read. Holds no secrets.</summary>
public sealed record RunReport
{
    /// <summary>What was known at its start.</summary>
    public required RunFacts Run { get; init; }

    /// <summary>How it ended.</summary>
    public required RunEnding Ending { get; init; }

    /// <summary>All figures at the end.</summary>
    public required RunSnapshot Final { get; init; }

    /// <summary>The run second by second.</summary>
    public required IRunHistory History { get; init; }

    /// <summary>All thresholds, judged.</summary>
    public required IReadOnlyList<ThresholdResult> Thresholds { get; init; }

    /// <summary>Those that were missed first; of a run that tested nothing none that seems met.</summary>
    public IReadOnlyList<ThresholdResult> ThresholdsWorstFirst =>
        [
            .. Thresholds.Where(threshold => threshold.IsMissed),
            .. Thresholds.Where(threshold => !threshold.IsMissed && !(SentNothing && threshold.Passed)),
        ];

    /// <summary>What the process will return.</summary>
    public required int ExitCode { get; init; }

    /// <summary>Names of the steps.</summary>
    public StepNames Names => new(Run.ApiBase);

    /// <summary>
    /// How long it took after the load until nothing was in flight any more; null where something was interrupted.
    /// </summary>
    public TimeSpan? StoppedIn =>
        Ending.Load.Interrupted == 0 && Final.Batches[BatchOutcome.Unfinished] == 0 ? Ending.Load.StopTime : null;

    /// <summary>When it started; of a run that ended in its warm-up, when that began.</summary>
    public DateTimeOffset StartedAt =>
        Ending.Load.WarmUpCutAfter is null && Ending.EndedAt >= Run.StartedAt ? Run.StartedAt : Run.BeganAt;

    /// <summary>Whether not one request of the load was sent: whatever the thresholds say, that proves nothing.</summary>
    public bool SentNothing => RunSent.Nothing(Final);

    /// <summary>Whether no threshold was missed.</summary>
    public bool ThresholdsMet => !Thresholds.Any(threshold => threshold.IsMissed);

    /// <summary>What was not achieved, and what makes figures doubtful, a line each.</summary>
    public IReadOnlyList<string> Caveats => RunCaveats.Of(Run.Plan, Ending.Load, Final, Ending.HasLostWorker);
}
