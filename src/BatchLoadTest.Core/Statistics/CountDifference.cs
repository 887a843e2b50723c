namespace BatchLoadTest.Statistics;

/// <summary>What was counted between two moments of a run, number by number in the order in which they were written.</summary>
/// <param name="before">The counts at the earlier moment; null for the run's start.</param>
/// <param name="now">The counts at the later one.</param>
internal sealed class CountDifference(IReadOnlyList<long>? before, IReadOnlyList<long> now)
{
    private int next;

    /// <summary>The next number.</summary>
    public long Next()
    {
        var index = next++;
        return now[index] - (before?[index] ?? 0);
    }

    /// <summary>The next few numbers.</summary>
    public long[] Next(int count)
    {
        var numbers = new long[count];
        for (var index = 0; index < count; index++)
        {
            numbers[index] = Next();
        }

        return numbers;
    }
}
