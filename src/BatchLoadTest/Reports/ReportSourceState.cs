namespace BatchLoadTest.Reports;

/// <summary>One of the runs that a report is asked for, as it was seen just now.</summary>
/// <param name="Journal">The results folder or journal to read; null where there is none to be read.</param>
/// <param name="Lack">What the run lacks, in half a line that names the folder; null where it has ended.</param>
public sealed record ReportSourceState(string? Journal, string? Lack)
{
    /// <summary>Whether the run is there as a whole.</summary>
    public bool HasEnded => Lack is null;
}
