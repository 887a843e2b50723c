using BatchLoadTest.Measurements;

namespace BatchLoadTest.Statistics;

/// <summary>How many batches' tokens were compared with the service's own sums, and what came of it.</summary>
public sealed record UsageCheckSummary
{
    /// <summary>Nobody looked.</summary>
    public static UsageCheckSummary None { get; } = new();

    /// <summary>Batches whose sums are those of their rows.</summary>
    public long Agreed { get; init; }

    /// <summary>Those whose sums are others: <see cref="ResultDefect.UsageDisagrees"/>.</summary>
    public long Disagreed { get; init; }

    /// <summary>Those of which the service never had sums.</summary>
    public long NeverFilled { get; init; }

    /// <summary>Those whose rows do not say enough.</summary>
    public long NotComparable { get; init; }

    /// <summary>Those of which the service did not answer, or not before the end of the run.</summary>
    public long NotCompared { get; init; }

    /// <summary>Requests sent for that. They are in no step.</summary>
    public long Requests { get; init; }

    /// <summary>Those of them that got no answer, or a bad one.</summary>
    public long FailedRequests { get; init; }

    /// <summary>Why some were not compared: a few.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>Batches that were compared.</summary>
    public long Compared => Agreed + Disagreed;

    /// <summary>All of these batches; 0 where nobody looked.</summary>
    public long Batches => Compared + NeverFilled + NotComparable + NotCompared;

    internal static UsageCheckSummary Of(UsageChecks checks) =>
        checks.IsEmpty
            ? None
            : new()
            {
                Agreed = checks[UsageVerdict.Agrees],
                Disagreed = checks[UsageVerdict.Disagrees],
                NeverFilled = checks[UsageVerdict.NeverFilled],
                NotComparable = checks[UsageVerdict.NotComparable],
                NotCompared = checks[UsageVerdict.NotCompared],
                Requests = checks.Requests,
                FailedRequests = checks.FailedRequests,
                Problems = [.. checks.Problems],
            };

    /// <summary>Writes the counts in the order in which <see cref="ReadCounts"/> takes them.</summary>
    internal void WriteCounts(List<long> counts) =>
        counts.AddRange(Agreed, Disagreed, NeverFilled, NotComparable, NotCompared, Requests, FailedRequests);

    internal static UsageCheckSummary ReadCounts(CountDifference counted) =>
        new()
        {
            Agreed = counted.Next(),
            Disagreed = counted.Next(),
            NeverFilled = counted.Next(),
            NotComparable = counted.Next(),
            NotCompared = counted.Next(),
            Requests = counted.Next(),
            FailedRequests = counted.Next(),
        };
}
