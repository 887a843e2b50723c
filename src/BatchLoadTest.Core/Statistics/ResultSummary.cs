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

    /// <summary>Rows in output files with a status outside 2xx; no defect, but worth knowing.</summary>
    public required long Non2xxRows { get; init; }

    /// <summary>Completed batches of which every result was read and compared.</summary>
    public required long CheckedBatches { get; init; }

    /// <summary>Completed batches of which a result file could not be read to its end: nothing is known of their rows.</summary>
    public required long UncheckedBatches { get; init; }

    /// <summary>Defects by kind, indexed by <see cref="ResultDefect"/>.</summary>
    public required IReadOnlyList<long> Defects { get; init; }

    /// <summary>The first examples of each kind: ids and batches, never bodies.</summary>
    public required IReadOnlyList<IReadOnlyList<string>> Examples { get; init; }

    /// <summary>Rows with a result per second of the run.</summary>
    public required double RowsPerSecond { get; init; }

    /// <summary>How many of one kind.</summary>
    public long this[ResultDefect defect] => Defects[(int)defect];

    /// <summary>All kinds together.</summary>
    public long TotalDefects => Defects.Sum();
}
