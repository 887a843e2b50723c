using BatchLoadTest.Measurements;

namespace BatchLoadTest.Statistics;

/// <summary>All failures of one kind at one step.</summary>
/// <param name="Step">Where.</param>
/// <param name="Kind">What, such as <c>http_429</c> or <c>timeout</c>.</param>
/// <param name="Count">How often.</param>
/// <param name="First">When the first one ended, from the run's start.</param>
/// <param name="Last">When the last one ended, from the run's start.</param>
/// <param name="Example">The words of the first one, without secrets; may be empty.</param>
public sealed record FailureSummary(
    StepName Step,
    string Kind,
    long Count,
    TimeSpan First,
    TimeSpan Last,
    string Example
)
{
    /// <summary>
    /// Its different words, most frequent first. Together at most <see cref="Count"/>: of a step with very many different
    /// words only the first are kept.
    /// </summary>
    public IReadOnlyList<FailureWords> Texts { get; init; } = [];

    /// <summary>A few of them whole, in the order in which they were met.</summary>
    public IReadOnlyList<RequestExample> Examples { get; init; } = [];

    /// <summary>
    /// One row for each of the words of all these failures, most frequent first; what no words were kept of is a row of its
    /// own.
    /// </summary>
    public static IReadOnlyList<FailureSummary> Rows(IReadOnlyList<FailureSummary> failures) =>
        [.. failures.SelectMany(failure => failure.Split()).OrderByDescending(row => row.Count)];

    private IEnumerable<FailureSummary> Split()
    {
        if (Texts.Count == 0)
        {
            return [this];
        }

        var rest = Count - Texts.Sum(text => text.Count);
        var rows = Texts.Select(text => new FailureSummary(
            Step,
            Kind,
            text.Count,
            text.First,
            text.Last,
            text.Example
        ));
        return rest == 0 ? rows : rows.Append(new FailureSummary(Step, Kind, rest, First, Last, "(other words)"));
    }
}
