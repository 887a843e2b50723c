using BatchLoadTest.Measurements;

namespace BatchLoadTest.Statistics;

/// <summary>What result checks found in all batches so far.</summary>
public sealed record ResultSummary
{
    /// <summary>Nothing read.</summary>
    public static ResultSummary Empty { get; } =
        new()
        {
            OutputRows = 0,
            ErrorRows = 0,
            Non2xxRows = 0,
            CheckedBatches = 0,
            UncheckedBatches = 0,
            Defects = new long[ResultDefects.Count],
            Examples = [.. ResultDefects.All.Select(_ => (IReadOnlyList<string>)[])],
            RowsPerSecond = 0,
        };

    /// <summary>Rows read from output files.</summary>
    public required long OutputRows { get; init; }

    /// <summary>Rows read from error files.</summary>
    public required long ErrorRows { get; init; }

    /// <summary>
    /// Rows in output files with a status outside 2xx, or with an error and no response; no defect, but worth knowing.
    /// </summary>
    public required long Non2xxRows { get; init; }

    /// <summary>Rows whose <c>response.body</c> is JSON within a text; no defect, but worth knowing.</summary>
    public long TextBodies { get; init; }

    /// <summary>Completed batches of which every result was read and compared.</summary>
    public required long CheckedBatches { get; init; }

    /// <summary>Completed batches of which a result file could not be read to its end: nothing is known of their rows.</summary>
    public required long UncheckedBatches { get; init; }

    /// <summary>Completed batches of which a result file was not read to its end because the run ended before.</summary>
    public long InterruptedBatches { get; init; }

    /// <summary>Rows found in the files of ended batches where results are checked, of whichever kind.</summary>
    public long FoundRows { get; init; }

    /// <summary>Rows of <see cref="FoundRows"/> that failed: in an error file, or in an output file and not 2xx.</summary>
    public long FailedRows { get; init; }

    /// <summary>Failed share of the rows found, 0 to 1; null where none was found.</summary>
    public double? FailedRowShare => FoundRows == 0 ? null : (double)FailedRows / FoundRows;

    /// <summary>
    /// Why rows failed, in their own words, the most frequent first; empty where rows are only counted, so that these need
    /// not add up to <see cref="FailedRows"/>.
    /// </summary>
    public IReadOnlyList<RowErrorKind> RowErrors { get; init; } = [];

    /// <summary>
    /// Rows by the status of their answer, in the order of numbers; those without one under
    /// <see cref="RowStatuses.None"/>. Empty where rows are only counted.
    /// </summary>
    public IReadOnlyList<KeyValuePair<int, long>> Statuses { get; init; } = [];

    /// <summary>What the rows that succeeded have used.</summary>
    public UsageSummary Usage { get; init; } = UsageSummary.Empty;

    /// <summary>How that compares with the service's own sums, where that was asked for.</summary>
    public UsageCheckSummary UsageChecks { get; init; } = UsageCheckSummary.None;

    /// <summary>Defects by kind, indexed by <see cref="ResultDefect"/>.</summary>
    public required IReadOnlyList<long> Defects { get; init; }

    /// <summary>
    /// Of <see cref="Defects"/> those that follow from others and are no faults of their own: a row that is missed because
    /// its line cannot be read, counts that disagree because rows are missing.
    /// </summary>
    public IReadOnlyList<long> Following { get; init; } = new long[ResultDefects.Count];

    /// <summary>
    /// Batches with such a defect that follows from no other, indexed by <see cref="ResultDefect"/>; empty where nobody counted
    /// them.
    /// </summary>
    public IReadOnlyList<long> DefectiveBatches { get; init; } = [];

    /// <summary>The first examples of each kind: ids and batches, never bodies.</summary>
    public required IReadOnlyList<IReadOnlyList<string>> Examples { get; init; }

    /// <summary>Rows with a result per second of the run.</summary>
    public required double RowsPerSecond { get; init; }

    /// <summary>How many of one kind.</summary>
    public long this[ResultDefect defect] => Defects[(int)defect];

    /// <summary>All kinds together, each fault once: without what follows from others.</summary>
    public long TotalDefects => Defects.Sum() - Following.Sum();

    /// <summary>Whether results of any batch were looked at, or could have been.</summary>
    public bool WasLookedAt =>
        CheckedBatches + UncheckedBatches + InterruptedBatches + FoundRows > 0 || Defects.Any(count => count > 0);
}
