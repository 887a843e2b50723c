using BatchLoadTest.Measurements;

namespace BatchLoadTest.Statistics;

/// <summary>What came of reading the output files of running batches, over all batches that ended and of which something was read.</summary>
public sealed record ReadSummary
{
    /// <summary>Nothing was to be read before its batch had ended.</summary>
    public static ReadSummary None { get; } = new();

    /// <summary>Batches that ended and were to be read while they ran.</summary>
    public long Asked { get; init; }

    /// <summary>Batches of which something was read while they ran.</summary>
    public long Batches { get; init; }

    /// <summary>Those of them whose file at the end was read too, and compared with what had been read.</summary>
    public long Judged { get; init; }

    /// <summary>Reads that were answered to their end.</summary>
    public long Reads { get; init; }

    /// <summary>Rows of the input of these batches.</summary>
    public long Rows { get; init; }

    /// <summary>Rows that were there before their batch had ended, each once.</summary>
    public long EarlyRows { get; init; }

    /// <summary>Bytes of lines that had been sent before.</summary>
    public long BytesAgain { get; init; }

    /// <summary>Rows that a reader whose last read failed would have had to read yet.</summary>
    public long Unread { get; init; }

    /// <summary>From the create request to the first row of a read, of those batches of which a row came before the end.</summary>
    public LatencySummary FirstRow { get; init; } = LatencySummary.Empty;

    /// <summary>
    /// Share of a batch's rows, 0 to 1, that were there after each tenth of its turnaround but the last, averaged over the
    /// batches; empty where no batch's end was seen.
    /// </summary>
    public IReadOnlyList<double> Progress { get; init; } = [];

    /// <summary>Faults by kind, indexed by <see cref="ReadFault"/>.</summary>
    public IReadOnlyList<long> Faults { get; init; } = new long[ReadFaults.Count];

    /// <summary>The first few of each kind, indexed likewise.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Examples { get; init; } =
    [.. ReadFaults.All.Select(_ => (IReadOnlyList<string>)[])];

    /// <summary>How often a fault was found.</summary>
    public long this[ReadFault fault] => Faults[(int)fault];

    /// <summary>Share of the rows that were there before their batch had ended, 0 to 1; null where nothing was read.</summary>
    public double? EarlyShare => Rows == 0 ? null : (double)EarlyRows / Rows;
}
