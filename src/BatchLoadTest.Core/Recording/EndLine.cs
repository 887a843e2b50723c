using System.Text.Json.Serialization;
using BatchLoadTest.Load;
using BatchLoadTest.Thresholds;

namespace BatchLoadTest.Recording;

/// <summary>The last line: how the run ended. Verdicts are there for readers by eye; a report judges again.</summary>
internal sealed record EndLine
{
    public const string Name = "end";

    public string Type { get; init; } = Name;
    public required DateTimeOffset EndedAt { get; init; }
    public required string End { get; init; }
    public string? Problem { get; init; }
    public AbortLine? AbortedBy { get; init; }
    public BudgetEnd? EndedByBudget { get; init; }
    public int? ExitCode { get; init; }
    public required long Started { get; init; }
    public required long Completed { get; init; }
    public long? Failed { get; init; }
    public required long Interrupted { get; init; }
    public required long Dropped { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long LateByPacing { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long WarmUpIterations { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public TimeSpan BeganAfter { get; init; }
    public TimeSpan? WarmUpCutAfter { get; init; }
    public TimeSpan? ChangedAt { get; init; }
    public required int PeakUsers { get; init; }
    public TimeSpan LoadTime { get; init; }
    public TimeSpan StopTime { get; init; }
    public CapacityReport? Capacity { get; init; }
    public PreflightRecord? Preflight { get; init; }
    public IReadOnlyList<RecordedWorker>? Workers { get; init; }
    public required IReadOnlyList<string> Notices { get; init; }
    public IReadOnlyList<VerdictLine>? Thresholds { get; init; }

    public static EndLine From(RunEnding ending, IReadOnlyList<ThresholdResult> thresholds, int exitCode) =>
        new()
        {
            EndedAt = ending.EndedAt,
            End = ending.End.ToString(),
            Problem = ending.Problem,
            AbortedBy = ending.Abort is { } abort ? AbortLine.From(abort) : null,
            EndedByBudget = ending.Budget,
            ExitCode = exitCode,
            Started = ending.Load.Started,
            Completed = ending.Load.Completed,
            Failed = ending.Load.Failed,
            Interrupted = ending.Load.Interrupted,
            Dropped = ending.Load.Dropped,
            LateByPacing = ending.Load.LateByPacing,
            WarmUpIterations = ending.Load.WarmUpIterations,
            WarmUpCutAfter = ending.Load.WarmUpCutAfter,
            BeganAfter = ending.Load.BeganAfter,
            ChangedAt = ending.Load.ChangedAt,
            PeakUsers = ending.Load.PeakUsers,
            LoadTime = ending.Load.LoadTime,
            StopTime = ending.Load.StopTime,
            Capacity = ending.Capacity,
            Preflight = ending.Preflight,
            Workers = ending.Workers.Count > 0 ? ending.Workers : null,
            Notices = ending.Notices,
            Thresholds =
            [
                .. thresholds.Select(each => new VerdictLine(each.Text, each.Verdict.ToString(), each.ActualText)),
            ],
        };

    public RunEnding ToEnding() =>
        new()
        {
            EndedAt = EndedAt,
            End = Enum.TryParse<RunEnd>(End, out var end) ? end : RunEnd.Unknown,
            Problem = Problem,
            Abort = AbortedBy?.ToAbort(),
            Budget = EndedByBudget,
            Load = new LoadOutcome
            {
                Started = Started,
                Completed = Completed,
                Failed = Failed,
                Interrupted = Interrupted,
                Dropped = Dropped,
                LateByPacing = LateByPacing,
                WarmUpIterations = WarmUpIterations,
                WarmUpCutAfter = WarmUpCutAfter,
                BeganAfter = BeganAfter,
                ChangedAt = ChangedAt,
                PeakUsers = PeakUsers,
                LoadTime = LoadTime,
                StopTime = StopTime,
            },
            Capacity = Capacity,
            Preflight = Preflight,
            Workers = Workers ?? [],
            Notices = Notices,
        };
}
