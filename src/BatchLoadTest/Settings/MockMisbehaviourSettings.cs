namespace BatchLoadTest.Settings;

/// <summary>What the mock server does wrong, so that the checks of results can be proven. Shares are 0 to 1.</summary>
public sealed record MockMisbehaviourSettings
{
    /// <summary>Share of rows in neither file.</summary>
    public double LoseRows { get; init; }

    /// <summary>Share of rows in the output file twice.</summary>
    public double DoubleRows { get; init; }

    /// <summary>Share of rows under a foreign custom_id.</summary>
    public double SwapRows { get; init; }

    /// <summary>Share of rows whose line is no JSON.</summary>
    public double CorruptRows { get; init; }

    /// <summary>Share of rows in both files.</summary>
    public double RowsInBoth { get; init; }

    /// <summary>Share of rows without custom_id, or without response and error.</summary>
    public double StripRows { get; init; }

    /// <summary>Share of batches with wrong counts.</summary>
    public double LyingCounts { get; init; }

    /// <summary>Share of batches that show an earlier status once.</summary>
    public double BackwardsStatus { get; init; }

    /// <summary>Share of batches whose completed count drops once.</summary>
    public double ShrinkingCounts { get; init; }

    /// <summary>Share of batches that show an unknown status once.</summary>
    public double UnknownStatus { get; init; }

    /// <summary>Share of batches that never get out of finalizing.</summary>
    public double StuckFinalizing { get; init; }

    /// <summary>Share of batches that never get out of cancelling.</summary>
    public double StuckCancelling { get; init; }

    /// <summary>Share of batches that complete after their deadline.</summary>
    public double LateBatches { get; init; }

    /// <summary>Share of batches whose output file breaks off in each download.</summary>
    public double CutDownloads { get; init; }

    /// <summary>Share of batches whose output file lacks its last rows and says so.</summary>
    public double IncompleteDownloads { get; init; }

    /// <summary>How long a new batch is not found.</summary>
    public TimeSpan HiddenAfterCreate { get; init; }
}
