namespace BatchLoadTest.Measurements;

/// <summary>
/// Failed rows by their class. Bounded: words of rows come from outside, and a service that words each one differently
/// must not fill the memory; what finds no room is counted as <see cref="Other"/>. One writer.
/// </summary>
/// <param name="most">Classes kept, without <see cref="Other"/>.</param>
public sealed class RowErrorKinds(int most)
{
    /// <summary>The class of rows that found no room.</summary>
    public const string Other = "other";

    private readonly List<RowErrorKind> kinds = [];
    private long other;

    /// <summary>
    /// Every class, the most frequent first and <see cref="Other"/> last; those that are as frequent in the order of their
    /// names, so that it does not matter in which order several processes are added up.
    /// </summary>
    public IReadOnlyList<RowErrorKind> All =>
        [
            .. kinds.OrderByDescending(kind => kind.Count).ThenBy(kind => kind.Class, StringComparer.Ordinal),
            .. other == 0 ? [] : new[] { new RowErrorKind(Other, Words: null, other) },
        ];

    /// <summary>Counts failed rows of one class. The first words stay: they differ by ids and numbers only.</summary>
    public void Add(RowErrorKind rows)
    {
        var known = kinds.FindIndex(kind => kind.Class == rows.Class);
        if (known >= 0)
        {
            kinds[known] = kinds[known].Plus(rows);
        }
        else if (kinds.Count < most && rows.Class != Other)
        {
            kinds.Add(rows);
        }
        else
        {
            other += rows.Count;
        }
    }
}
