namespace BatchLoadTest.Measurements;

/// <summary>What came of asking that uploads expire, counted. That of seconds and of processes adds up.</summary>
public sealed class FileExpiries
{
    /// <summary>Files kept by name in one second.</summary>
    public const int MaxExamples = 3;

    private readonly long[] counts = new long[ExpiryVerdicts.Count];
    private readonly List<string> examples = [];

    /// <summary>Uploads with a verdict.</summary>
    public long this[ExpiryVerdict verdict] => counts[(int)verdict];

    /// <summary>The first few of which something is wrong.</summary>
    public IReadOnlyList<string> Examples => examples;

    /// <summary>Whether nothing was counted.</summary>
    public bool IsEmpty => counts.All(static count => count == 0);

    /// <summary>Counts one.</summary>
    public void Add(FileExpiry expiry)
    {
        Count(expiry.Verdict, 1);
        if (expiry.Words is { } words)
        {
            AddExample($"{words} (file {expiry.FileId})");
        }
    }

    /// <summary>Counts what was counted elsewhere, and keeps examples up to a number.</summary>
    public void Add(FileExpiries other, int most = MaxExamples)
    {
        foreach (var verdict in ExpiryVerdicts.All)
        {
            Count(verdict, other[verdict]);
        }

        foreach (var example in other.examples)
        {
            AddExample(example, most);
        }
    }

    /// <summary>Counts uploads by their number.</summary>
    public void Count(ExpiryVerdict verdict, long uploads) => counts[(int)verdict] += uploads;

    /// <summary>Keeps words about a file, as long as there are few.</summary>
    public void AddExample(string words, int most = MaxExamples)
    {
        if (examples.Count < most)
        {
            examples.Add(words);
        }
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        Array.Clear(counts);
        examples.Clear();
    }
}
