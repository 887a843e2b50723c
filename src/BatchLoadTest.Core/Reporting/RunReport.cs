using BatchLoadTest.Load;
using BatchLoadTest.Measurements;
using BatchLoadTest.Statistics;
using BatchLoadTest.Thresholds;

namespace BatchLoadTest.Reporting;

/// <summary>A finished run: the one thing that the summary and every report writer read. Holds no secrets.</summary>
public sealed record RunReport
{
    /// <summary>Unique name of the run; also in the key's name and in each batch's metadata.</summary>
    public required string RunId { get; init; }

    /// <summary>Version of this program.</summary>
    public required string Version { get; init; }

    /// <summary>The target as the person gave it, or that it is the mock server started inside.</summary>
    public required string Host { get; init; }

    /// <summary>Name of the load engine.</summary>
    public required string Engine { get; init; }

    /// <summary>When the load started, by this machine's clock.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When everything had ended, by this machine's clock.</summary>
    public required DateTimeOffset EndedAt { get; init; }

    /// <summary>Why it ended.</summary>
    public required RunEnd End { get; init; }

    /// <summary>For a run that could not go on: why, in a line; else null.</summary>
    public required string? Problem { get; init; }

    /// <summary>The load that was asked for.</summary>
    public required LoadPlan Plan { get; init; }

    /// <summary>The load that was applied.</summary>
    public required LoadOutcome Load { get; init; }

    /// <summary>All figures at the end.</summary>
    public required RunSnapshot Final { get; init; }

    /// <summary>All thresholds, judged.</summary>
    public required IReadOnlyList<ThresholdResult> Thresholds { get; init; }

    /// <summary>Things that a reader of the figures must know, a line each.</summary>
    public required IReadOnlyList<string> Notices { get; init; }

    /// <summary>Every setting with its source.</summary>
    public required IReadOnlyList<ReportedSetting> Settings { get; init; }

    /// <summary>Tags given for this run.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Tags { get; init; }

    /// <summary>What the process will return.</summary>
    public required int ExitCode { get; init; }

    /// <summary>
    /// How long it took after the load until nothing was in flight any more; null where something was interrupted.
    /// </summary>
    public TimeSpan? DrainedIn =>
        Load.Interrupted == 0 && Final.Batches[BatchOutcome.Unfinished] == 0 ? Load.StopTime : null;

    /// <summary>Whether every threshold was met.</summary>
    public bool ThresholdsMet => Thresholds.All(threshold => threshold.Passed);
}
