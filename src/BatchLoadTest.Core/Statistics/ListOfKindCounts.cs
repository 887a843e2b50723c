using BatchLoadTest.Measurements;

namespace BatchLoadTest.Statistics;

/// <summary>What was counted of the walks through one list.</summary>
public sealed class ListOfKindCounts
{
    /// <summary>Objects, and reasons, kept in one second.</summary>
    public const int MaxExamples = 3;

    private readonly long[] ends = new long[ListKinds.Ends];
    private readonly List<string> doubledExamples = [];
    private readonly List<string> missingExamples = [];
    private readonly List<string> problems = [];
    private readonly SortedDictionary<int, ListSizeCounts> sizes = [];

    /// <summary>Walks by how they ended.</summary>
    public long this[ListEnd end]
    {
        get => ends[(int)end];
        set => ends[(int)end] = value;
    }

    /// <summary>Pages that were answered as they should be.</summary>
    public long Pages { get; set; }

    /// <summary>Different objects on them, walk by walk.</summary>
    public long Items { get; set; }

    /// <summary>Objects that came more than once in a walk.</summary>
    public long Doubled { get; set; }

    /// <summary>Objects of the run that were to be in the lists that were read to their ends.</summary>
    public long Expected { get; set; }

    /// <summary>Those of them that were not.</summary>
    public long Missing { get; set; }

    /// <summary>A few of the doubled ones.</summary>
    public IReadOnlyList<string> DoubledExamples => doubledExamples;

    /// <summary>A few of the missing ones.</summary>
    public IReadOnlyList<string> MissingExamples => missingExamples;

    /// <summary>Why the first few walks did not come to an end: each reason once.</summary>
    public IReadOnlyList<string> Problems => problems;

    /// <summary>Walks to the end of the list by its length, indexed by <see cref="ListSizes"/>; only those that there were.</summary>
    public IReadOnlyDictionary<int, ListSizeCounts> Sizes => sizes;

    /// <summary>Whether nothing was counted.</summary>
    public bool IsEmpty => ends.All(static count => count == 0);

    /// <summary>Counts a walk.</summary>
    public void Add(ListWalk walk)
    {
        ends[(int)walk.End]++;
        Pages += walk.Pages;
        Items += walk.Items;
        Doubled += walk.Doubled;
        Expected += walk.Expected;
        Missing += walk.Missing;
        foreach (var example in walk.DoubledExamples)
        {
            AddDoubled(example);
        }

        foreach (var example in walk.MissingExamples)
        {
            AddMissing(example);
        }

        if (walk.Problem is { } problem)
        {
            AddProblem(problem);
        }

        if (walk.End == ListEnd.Complete)
        {
            var size = SizeOf(ListSizes.Of(walk.Items));
            size.Walks++;
            size.Durations.Record(walk.Duration);
            foreach (var time in walk.PageTimes)
            {
                size.Pages.Record(time);
            }
        }
    }

    /// <summary>Counts what was counted elsewhere.</summary>
    public void Add(ListOfKindCounts other, int mostExamples)
    {
        AddNumbers(other);
        other.doubledExamples.ForEach(example => AddDoubled(example, mostExamples));
        other.missingExamples.ForEach(example => AddMissing(example, mostExamples));
        other.problems.ForEach(problem => AddProblem(problem, mostExamples));
        foreach (var (size, counts) in other.sizes)
        {
            SizeOf(size).Add(counts);
        }
    }

    /// <summary>The same of what only adds up.</summary>
    public void AddNumbers(ListOfKindCounts other)
    {
        foreach (var end in ListKinds.AllEnds)
        {
            ends[(int)end] += other[end];
        }

        Pages += other.Pages;
        Items += other.Items;
        Doubled += other.Doubled;
        Expected += other.Expected;
        Missing += other.Missing;
    }

    /// <summary>What is counted of lists of about one length.</summary>
    /// <param name="size">Its class, by <see cref="ListSizes"/>.</param>
    public ListSizeCounts SizeOf(int size)
    {
        if (!sizes.TryGetValue(size, out var counts))
        {
            sizes.Add(size, counts = new ListSizeCounts());
        }

        return counts;
    }

    /// <summary>Keeps a doubled object, as long as there are few.</summary>
    public void AddDoubled(string example, int most = MaxExamples) => Keep(doubledExamples, example, most);

    /// <summary>Keeps a missing object likewise.</summary>
    public void AddMissing(string example, int most = MaxExamples) => Keep(missingExamples, example, most);

    /// <summary>Keeps why a walk did not come to its end, each reason once.</summary>
    public void AddProblem(string problem, int most = MaxExamples) => Keep(problems, problem, most);

    /// <summary>Writes the numbers in the order in which a summary of a window takes them.</summary>
    internal void WriteCounts(List<long> counts)
    {
        counts.AddRange(ends);
        counts.AddRange(Pages, Items, Doubled, Expected, Missing);
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        Array.Clear(ends);
        (Pages, Items, Doubled, Expected, Missing) = (0, 0, 0, 0, 0);
        doubledExamples.Clear();
        missingExamples.Clear();
        problems.Clear();
        sizes.Clear();
    }

    private static void Keep(List<string> kept, string words, int most)
    {
        if (kept.Count < most && !kept.Contains(words, StringComparer.Ordinal))
        {
            kept.Add(words);
        }
    }
}
