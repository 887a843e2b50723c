using BatchLoadTest.Measurements;

namespace BatchLoadTest.Statistics;

/// <summary>Everything measured up to one moment. Immutable: views, thresholds and writers read it from any thread.</summary>
public sealed record RunSnapshot
{
    /// <summary>Time since the start of the load.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>Virtual users that run now.</summary>
    public required int Users { get; init; }

    /// <summary>Every step that has at least one request, finished or interrupted, in the order of a workflow.</summary>
    public required IReadOnlyList<StepSummary> Steps { get; init; }

    /// <summary>All steps together.</summary>
    public required StepSummary Total { get; init; }

    /// <summary>Failures by step and kind, most frequent first.</summary>
    public required IReadOnlyList<FailureSummary> Failures { get; init; }

    /// <summary>Requests that this machine is to blame for, most frequent first; in no other figure.</summary>
    public IReadOnlyList<FailureSummary> OwnFaults { get; init; } = [];

    /// <summary>The slowest requests of each step, the slowest first; a few of each.</summary>
    public IReadOnlyList<RequestExample> Slowest { get; init; } = [];

    /// <summary>What the uploads asked for that the service took.</summary>
    public PromptCounts Prompts { get; init; }

    /// <summary>What the service estimates that the first upload costs, or that of each class; empty where nobody asked.</summary>
    public IReadOnlyList<CostEstimate> Estimates { get; init; } = [];

    /// <summary>What came of reading the service's lists.</summary>
    public ListSummary Lists { get; init; } = ListSummary.None;

    /// <summary>All batches.</summary>
    public required BatchSummary Batches { get; init; }

    /// <summary>Requests and batches by class, the first class first; empty where there are no classes.</summary>
    public IReadOnlyList<ClassSummary> Classes { get; init; } = [];

    /// <summary>The name of a class; null where there is none of that number.</summary>
    /// <param name="number">The class, from 1.</param>
    public string? NameOfClass(int number) =>
        number > 0 && number <= Classes.Count ? Classes[number - 1].Terms.Name : null;

    /// <summary>For how long the service answered nothing.</summary>
    public SilenceSummary Silence { get; init; } = SilenceSummary.Unknown;

    /// <summary>Whether it was watched what requests wait for: else nothing is known of silence and of requests that hung.</summary>
    public bool IsWatched { get; init; }

    /// <summary>How iterations were started, and what they took.</summary>
    public StartSummary Starts { get; init; } = StartSummary.Empty;

    /// <summary>How fast the service worked, and whether load made it slower.</summary>
    public PaceSummary Pace { get; init; } = PaceSummary.Empty;

    /// <summary>What requests took by the number of users that ran, fewest first.</summary>
    public IReadOnlyList<UsersLatency> LatencyByUsers { get; init; } = [];

    /// <summary>What happened in the warm-up; in no other figure.</summary>
    public WarmUpSummary WarmUp { get; init; } = WarmUpSummary.Empty;

    /// <summary>How the load generator itself fared.</summary>
    public GeneratorSummary Generator { get; init; } = GeneratorSummary.Empty;
}
