namespace BatchLoadTest.Measurements;

/// <summary>Rows by the status of their answer. Bounded, as a status comes from outside. One writer.</summary>
public sealed class RowStatuses
{
    /// <summary>Statuses kept; more than a service gives.</summary>
    public const int Most = 24;

    /// <summary>Stands for rows that have no status.</summary>
    public const int None = 0;

    /// <summary>Stands for the statuses that found no room.</summary>
    public const int Other = -1;

    private readonly SortedList<int, long> counts = [];

    /// <summary>Each status with its rows, in the order of numbers.</summary>
    public IReadOnlyList<KeyValuePair<int, long>> All => [.. counts];

    /// <summary>Counts rows.</summary>
    public void Add(int status, long rows = 1)
    {
        var known = counts.ContainsKey(status) || counts.Count < Most ? status : Other;
        counts[known] = counts.GetValueOrDefault(known) + rows;
    }
}
