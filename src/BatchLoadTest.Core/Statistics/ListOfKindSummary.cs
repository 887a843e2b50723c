using BatchLoadTest.Measurements;

namespace BatchLoadTest.Statistics;

/// <summary>What came of the walks through one list.</summary>
/// <param name="Kind">Which one.</param>
public sealed record ListOfKindSummary(ListKind Kind)
{
    /// <summary>Walks by how they ended, indexed by <see cref="ListEnd"/>.</summary>
    public IReadOnlyList<long> Ends { get; init; } = new long[ListKinds.Ends];

    /// <summary>Pages that were answered as they should be.</summary>
    public long Pages { get; init; }

    /// <summary>Different objects on them, walk by walk.</summary>
    public long Items { get; init; }

    /// <summary>Objects that came more than once in a walk, each once a walk.</summary>
    public long Doubled { get; init; }

    /// <summary>Objects of the run that were to be in the lists read to their ends, walk by walk.</summary>
    public long Expected { get; init; }

    /// <summary>Those of them that were not.</summary>
    public long Missing { get; init; }

    /// <summary>A few of the doubled ones.</summary>
    public IReadOnlyList<string> DoubledExamples { get; init; } = [];

    /// <summary>A few of the missing ones.</summary>
    public IReadOnlyList<string> MissingExamples { get; init; } = [];

    /// <summary>Why walks did not come to an end: each reason once.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>What reading it took, by its length.</summary>
    public IReadOnlyList<ListSizeSummary> Sizes { get; init; } = [];

    /// <summary>Walks that ended so.</summary>
    public long this[ListEnd end] => Ends[(int)end];

    /// <summary>All walks that were begun and have ended.</summary>
    public long Walks => Ends.Sum();

    internal static ListOfKindSummary Of(ListKind kind, ListOfKindCounts counts) =>
        new(kind)
        {
            Ends = [.. ListKinds.AllEnds.Select(end => counts[end])],
            Pages = counts.Pages,
            Items = counts.Items,
            Doubled = counts.Doubled,
            Expected = counts.Expected,
            Missing = counts.Missing,
            DoubledExamples = [.. counts.DoubledExamples],
            MissingExamples = [.. counts.MissingExamples],
            Problems = [.. counts.Problems],
            Sizes =
            [
                .. counts.Sizes.Select(size => new ListSizeSummary(
                    ListSizes.From[size.Key],
                    ListSizes.To(size.Key),
                    size.Value.Walks,
                    size.Value.Pages.Summarise(),
                    size.Value.Durations.Summarise()
                )),
            ],
        };

    /// <summary>Takes the numbers of a window, as <see cref="ListOfKindCounts.WriteCounts"/> writes them.</summary>
    internal static ListOfKindSummary ReadCounts(ListKind kind, CountDifference counted) =>
        new(kind)
        {
            Ends = counted.Next(ListKinds.Ends),
            Pages = counted.Next(),
            Items = counted.Next(),
            Doubled = counted.Next(),
            Expected = counted.Next(),
            Missing = counted.Next(),
        };
}
