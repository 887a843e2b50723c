using BatchLoadTest.Measurements;

namespace BatchLoadTest.Statistics;

/// <summary>What came of reading the service's lists, counted. Those of seconds and of processes add up.</summary>
public sealed class ListCounts
{
    /// <summary>Objects, and reasons, kept of each list in a run.</summary>
    public const int MaxExamplesOfRun = 10;

    private readonly ListOfKindCounts[] kinds = [.. ListKinds.All.Select(_ => new ListOfKindCounts())];

    /// <summary>Moments at which the lists were to be read.</summary>
    public long Due { get; private set; }

    /// <summary>Those at which they were not, as they were still being read, or the load was over.</summary>
    public long NotBegun { get; private set; }

    /// <summary>What was counted of one list.</summary>
    public ListOfKindCounts this[ListKind kind] => kinds[(int)kind];

    /// <summary>Whether nothing was counted.</summary>
    public bool IsEmpty => Due == 0 && Array.TrueForAll(kinds, static kind => kind.IsEmpty);

    /// <summary>Counts moments at which the lists were to be read.</summary>
    public void AddDue(long due, long notBegun) => (Due, NotBegun) = (Due + due, NotBegun + notBegun);

    /// <summary>Counts a walk.</summary>
    public void Add(ListWalk walk) => this[walk.Kind].Add(walk);

    /// <summary>Counts what was counted elsewhere.</summary>
    /// <param name="other">Where.</param>
    /// <param name="mostExamples">As many examples of a kind are kept.</param>
    public void Add(ListCounts other, int mostExamples = ListOfKindCounts.MaxExamples)
    {
        if (other.IsEmpty)
        {
            return;
        }

        AddDue(other.Due, other.NotBegun);
        foreach (var kind in ListKinds.All)
        {
            this[kind].Add(other[kind], mostExamples);
        }
    }

    /// <summary>The same of what only adds up.</summary>
    internal void AddNumbers(ListCounts other)
    {
        AddDue(other.Due, other.NotBegun);
        foreach (var kind in ListKinds.All)
        {
            this[kind].AddNumbers(other[kind]);
        }
    }

    /// <summary>Writes the numbers in the order in which a summary of a window takes them.</summary>
    internal void WriteCounts(List<long> counts)
    {
        counts.AddRange(Due, NotBegun);
        foreach (var kind in kinds)
        {
            kind.WriteCounts(counts);
        }
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        if (IsEmpty)
        {
            return;
        }

        (Due, NotBegun) = (0, 0);
        foreach (var kind in kinds)
        {
            kind.Clear();
        }
    }
}
