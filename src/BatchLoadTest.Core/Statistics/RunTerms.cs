using BatchLoadTest.Load;
using BatchLoadTest.Load.Profiles;
using BatchLoadTest.Measurements;

namespace BatchLoadTest.Statistics;

/// <summary>What was asked for of a run, as far as its figures rest on it.</summary>
public sealed record RunTerms
{
    /// <summary>Nothing is known.</summary>
    public static RunTerms None { get; } = new();

    /// <summary>Thresholds on the p95 of single steps.</summary>
    public StepLimits Limits { get; init; } = StepLimits.None;

    /// <summary>The load asked for; null where it is not known: then there is no steady part.</summary>
    public LoadProfile? Profile { get; init; }

    /// <summary>The completion window of its batches; null where it is not known, and where classes have their own.</summary>
    public TimeSpan? Window { get; init; }

    /// <summary>The classes of its batches, the first one first; empty where there are none.</summary>
    public IReadOnlyList<ClassTerms> Classes { get; init; } = [];

    /// <summary>How long a batch was to take at most; null where that is not known.</summary>
    public TimeSpan? WindowOf(BatchRecord batch) =>
        batch.Class > 0 && batch.Class <= Classes.Count ? Classes[batch.Class - 1].WindowLength : Window;

    /// <summary>The one window of all batches; null where it is not known, and where classes have their own.</summary>
    public TimeSpan? OneWindow => Classes.Count == 0 ? Window : null;

    /// <summary>
    /// Whether a batch completed within its window; null where nothing is known: of one whose end nobody saw, as long as its
    /// window is open.
    /// </summary>
    public bool? IsAttained(BatchRecord batch) =>
        batch.Outcome == BatchOutcome.RetriedByRun && batch.Retry is { First: BatchOutcome.Completed }
            ? !batch.MissedWindow
        : batch.Outcome.IsByRun() ? null
        : batch.Outcome.IsSeenToEnd() || batch.Turnaround >= WindowOf(batch)
            ? batch is { Outcome: BatchOutcome.Completed, MissedWindow: false }
        : null;

    /// <summary>The same of one class: what was asked for of the load is not its own.</summary>
    /// <param name="number">The class, from 1.</param>
    public RunTerms OfClass(int number) =>
        new()
        {
            Limits = Limits,
            Prices = Prices,
            Window = number <= Classes.Count ? Classes[number - 1].WindowLength : null,
        };

    /// <summary>What tokens cost.</summary>
    public PriceList Prices { get; init; } = PriceList.None;
}
