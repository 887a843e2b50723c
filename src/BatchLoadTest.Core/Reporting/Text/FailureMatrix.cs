using BatchLoadTest.Statistics;

namespace BatchLoadTest.Reporting.Text;

/// <summary>Failed requests by step and kind, both worst first: which kinds struck which steps.</summary>
public sealed record FailureMatrix
{
    /// <summary>Kinds that have a column of their own.</summary>
    public const int MostKinds = 8;

    private const string Others = "others";

    /// <summary>The kinds; beyond <see cref="MostKinds"/> the last one is <c>others</c>.</summary>
    public required IReadOnlyList<string> Kinds { get; init; }

    /// <summary>Each step that had failures: its short name, how many of each of <see cref="Kinds"/>, and of all.</summary>
    public required IReadOnlyList<(string Step, IReadOnlyList<long> Counts, long Total)> Steps { get; init; }

    /// <summary>How many of each of <see cref="Kinds"/> at all steps.</summary>
    public IReadOnlyList<long> Totals => [.. Kinds.Select((_, kind) => Steps.Sum(step => step.Counts[kind]))];

    /// <summary>All of them.</summary>
    public long Total => Steps.Sum(step => step.Total);

    /// <summary>The table; null where the list of failures says the same in one row.</summary>
    public static FailureMatrix? Of(IReadOnlyList<FailureSummary> failures)
    {
        string[] byCount =
        [
            .. failures
                .GroupBy(failure => failure.Kind, StringComparer.Ordinal)
                .OrderByDescending(kind => kind.Sum(failure => failure.Count))
                .ThenBy(kind => kind.Key, StringComparer.Ordinal)
                .Select(kind => kind.Key),
        ];
        string[] own = byCount.Length > MostKinds ? byCount[..MostKinds] : byCount;
        string[] kinds = byCount.Length > MostKinds ? [.. own, Others] : own;
        var steps = failures
            .GroupBy(failure => failure.Step.Id, StringComparer.Ordinal)
            .Select(step => (step.Key, (IReadOnlyList<long>)[.. kinds.Select(kind => Count(step, kind))], Sum(step)))
            .OrderByDescending(step => step.Item3)
            .ToList();
        return steps.Count < 2 && kinds.Length < 2 ? null : new FailureMatrix { Kinds = kinds, Steps = steps };

        long Count(IEnumerable<FailureSummary> step, string kind) =>
            Sum(step.Where(failure => kind == Others ? !own.Contains(failure.Kind) : failure.Kind == kind));
    }

    private static long Sum(IEnumerable<FailureSummary> failures) => failures.Sum(failure => failure.Count);
}
