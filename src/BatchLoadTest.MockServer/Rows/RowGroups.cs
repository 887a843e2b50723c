namespace BatchLoadTest.MockServer.Rows;

/// <summary>
/// The kinds of a file's rows, each once, so that a row keeps a number of two bytes instead of a model's name.
/// </summary>
internal sealed class RowGroups
{
    /// <summary>As many as the number tells apart; rows of a kind beyond them pass for rows of the last one.</summary>
    private const int Most = ushort.MaxValue + 1;

    private const int Few = 4;

    private readonly Dictionary<RowKind, ushort> numbers = [];
    private readonly List<RowGroup> groups = [];

    public IReadOnlyList<RowGroup> All => groups;

    /// <summary>How many rows name each model, in the order in which models came.</summary>
    public IReadOnlyDictionary<string, int> Models()
    {
        var models = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var group in groups)
        {
            models[group.Kind.Model] = models.GetValueOrDefault(group.Kind.Model) + group.Rows;
        }

        return models;
    }

    /// <summary>Counts a row and gives back the number of its kind.</summary>
    /// <param name="row">The row, read.</param>
    /// <param name="length">Its length in bytes.</param>
    public ushort Add(in RowReader row, int length)
    {
        var around = length - row.CustomIdLength - (int)row.BodyLength;
        var endpoint = RowRules.EndpointOf(row.Url);
        var kind = new RowKind(endpoint, row.Model ?? "", row.IsStreamed, around)
        {
            Vectors = endpoint == RowEndpoint.Embeddings ? row.Vectors : default,
        };
        var number = NumberOf(kind);
        var group = groups[number];
        groups[number] = group with { Rows = group.Rows + 1, BodyBytes = group.BodyBytes + row.BodyLength };
        return number;
    }

    private ushort NumberOf(in RowKind kind)
    {
        // Nearly every file has a few only, and to compare them costs less than to hash one.
        for (var i = 0; i < Math.Min(groups.Count, Few); i++)
        {
            if (groups[i].Kind == kind)
            {
                return (ushort)i;
            }
        }

        if (!numbers.TryGetValue(kind, out var number))
        {
            number = (ushort)Math.Min(groups.Count, Most - 1);
            numbers.Add(kind, number);
            if (groups.Count < Most)
            {
                groups.Add(new RowGroup(kind, kind.Reasons(), Rows: 0, BodyBytes: 0));
            }
        }

        return number;
    }
}
