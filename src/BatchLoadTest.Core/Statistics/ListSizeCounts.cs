namespace BatchLoadTest.Statistics;

/// <summary>What was counted of walks through lists of about one length.</summary>
public sealed class ListSizeCounts
{
    /// <summary>Walks to the end of the list.</summary>
    public long Walks { get; set; }

    /// <summary>What their pages took.</summary>
    public LatencyHistogram Pages { get; } = new();

    /// <summary>What the walks took.</summary>
    public LatencyHistogram Durations { get; } = new();

    /// <summary>Counts what was counted elsewhere.</summary>
    public void Add(ListSizeCounts other)
    {
        Walks += other.Walks;
        Pages.Add(other.Pages);
        Durations.Add(other.Durations);
    }
}
