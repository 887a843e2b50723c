using BatchLoadTest.Measurements;

namespace BatchLoadTest.Statistics;

/// <summary>What came of reading the service's lists.</summary>
public sealed record ListSummary
{
    /// <summary>Nobody has.</summary>
    public static ListSummary None { get; } = new();

    /// <summary>Moments at which the lists were to be read.</summary>
    public long Due { get; init; }

    /// <summary>Those at which they were not, as they were still being read, or the load was over.</summary>
    public long NotBegun { get; init; }

    /// <summary>Each list, in the order of <see cref="ListKind"/>.</summary>
    public IReadOnlyList<ListOfKindSummary> Kinds { get; init; } =
    [.. ListKinds.All.Select(kind => new ListOfKindSummary(kind))];

    /// <summary>One list.</summary>
    public ListOfKindSummary this[ListKind kind] => Kinds[(int)kind];

    /// <summary>Walks through either that ended so.</summary>
    public long this[ListEnd end] => Kinds.Sum(kind => kind[end]);

    /// <summary>All walks through either that have ended.</summary>
    public long Walks => Kinds.Sum(kind => kind.Walks);

    /// <summary>Pages of both.</summary>
    public long Pages => Kinds.Sum(kind => kind.Pages);

    /// <summary>Objects on them.</summary>
    public long Items => Kinds.Sum(kind => kind.Items);

    /// <summary>Objects that came more than once in a walk.</summary>
    public long Doubled => Kinds.Sum(kind => kind.Doubled);

    /// <summary>Objects of the run that were to be in the lists.</summary>
    public long Expected => Kinds.Sum(kind => kind.Expected);

    /// <summary>Those of them that were not.</summary>
    public long Missing => Kinds.Sum(kind => kind.Missing);

    /// <summary>Whether lists were to be read.</summary>
    public bool WereAsked => Due > 0 || Walks > 0;

    internal static ListSummary Of(ListCounts counts) =>
        counts.IsEmpty
            ? None
            : new()
            {
                Due = counts.Due,
                NotBegun = counts.NotBegun,
                Kinds = [.. ListKinds.All.Select(kind => ListOfKindSummary.Of(kind, counts[kind]))],
            };

    internal static ListSummary ReadCounts(CountDifference counted) =>
        new()
        {
            Due = counted.Next(),
            NotBegun = counted.Next(),
            Kinds = [.. ListKinds.All.Select(kind => ListOfKindSummary.ReadCounts(kind, counted))],
        };
}
