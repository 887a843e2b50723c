namespace BatchLoadTest.Measurements;

/// <summary>
/// Comparisons of batches' tokens with the service's own sums, counted. Those of seconds and of processes add up.
/// </summary>
public sealed class UsageChecks
{
    /// <summary>Batches kept by name in one second, of those that disagree and of those not compared.</summary>
    public const int MaxExamples = 3;

    private readonly long[] counts = new long[Enum.GetValues<UsageVerdict>().Length];
    private readonly List<string> disagreements = [];
    private readonly List<string> problems = [];

    /// <summary>Batches with a verdict.</summary>
    public long this[UsageVerdict verdict] => counts[(int)verdict];

    /// <summary>Requests sent for all of them.</summary>
    public long Requests { get; set; }

    /// <summary>Those of them that got no answer, or a bad one.</summary>
    public long FailedRequests { get; set; }

    /// <summary>The first few that disagree: batch and both sums.</summary>
    public IReadOnlyList<string> Disagreements => disagreements;

    /// <summary>Why the first few were not compared.</summary>
    public IReadOnlyList<string> Problems => problems;

    /// <summary>Whether nothing was counted.</summary>
    public bool IsEmpty => Requests == 0 && counts.All(static count => count == 0);

    /// <summary>Counts one.</summary>
    public void Add(UsageCheck check)
    {
        Count(check.Verdict, 1);
        Requests += check.Requests;
        FailedRequests += check.FailedRequests;
        if (check.Words is { } words)
        {
            AddExample(check.Verdict, $"{words} (batch {check.BatchId})");
        }
    }

    /// <summary>Counts what was counted elsewhere.</summary>
    public void Add(UsageChecks other)
    {
        foreach (var verdict in Enum.GetValues<UsageVerdict>())
        {
            Count(verdict, other[verdict]);
        }

        Requests += other.Requests;
        FailedRequests += other.FailedRequests;
        AddExamples(other, MaxExamples);
    }

    /// <summary>Counts batches by their number.</summary>
    public void Count(UsageVerdict verdict, long batches) => counts[(int)verdict] += batches;

    /// <summary>Keeps words about a batch, as long as there are few.</summary>
    public void AddExample(UsageVerdict verdict, string words, int most = MaxExamples)
    {
        var kept = verdict switch
        {
            UsageVerdict.Disagrees => disagreements,
            UsageVerdict.NotCompared => problems,
            _ => null,
        };
        if (kept?.Count < most)
        {
            kept.Add(words);
        }
    }

    /// <summary>Keeps the examples of others, up to a number of each kind.</summary>
    public void AddExamples(UsageChecks other, int most)
    {
        foreach (var words in other.disagreements)
        {
            AddExample(UsageVerdict.Disagrees, words, most);
        }

        foreach (var words in other.problems)
        {
            AddExample(UsageVerdict.NotCompared, words, most);
        }
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        Array.Clear(counts);
        (Requests, FailedRequests) = (0, 0);
        disagreements.Clear();
        problems.Clear();
    }
}
