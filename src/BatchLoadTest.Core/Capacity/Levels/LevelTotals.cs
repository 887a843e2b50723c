namespace BatchLoadTest.Capacity.Levels;

/// <summary>The sums over the seconds of a level.</summary>
internal sealed class LevelTotals
{
    public LevelTotals(IReadOnlyList<LevelSecond> seconds)
    {
        Seconds = seconds.Count;
        foreach (var second in seconds)
        {
            Intended += second.IntendedStarts;
            Applied += second.AppliedStarts;
            Refused += second.RefusedBatches;
            Doubtful += second.IsDoubtful ? 1 : 0;
            EndedRows += second.EndedRows;
            UnfinishedRows += second.UnfinishedRows;
        }
    }

    public int Seconds { get; }

    public int Intended { get; }

    public int Applied { get; }

    public int Refused { get; }

    public int Doubtful { get; }

    public double EndedRows { get; }

    /// <summary>The sum of the means of the seconds, in rows times seconds.</summary>
    public double UnfinishedRows { get; }

    public double PerSecond(double total) => Seconds > 0 ? total / Seconds : 0;
}
