namespace BatchLoadTest.Measurements;

/// <summary>What came of reading the output file of one batch while it ran.</summary>
public sealed class ReadFindings
{
    /// <summary>Rows named of each kind of fault of which each is to be found (<see cref="ReadFaults.NamesRows"/>), in one batch.</summary>
    public const int MaxNamed = 100;

    // Of each other kind of fault in one batch.
    private const int MaxExamples = 3;

    /// <summary>Into how many equal parts the time of a batch is divided for <see cref="Progress"/>.</summary>
    public const int Parts = 10;

    private readonly long[] counts = new long[ReadFaults.Count];
    private List<string>?[]? examples;

    /// <summary>Reads that were answered to their end, the one after the batch's end included.</summary>
    public int Reads { get; init; }

    /// <summary>Rows that were there before the answer that showed the end, each once.</summary>
    public long EarlyRows { get; init; }

    /// <summary>Bytes of lines that had been sent before.</summary>
    public long BytesAgain { get; init; }

    /// <summary>Rows behind the reader's last line, which it would have had to read yet: its last read failed.</summary>
    public long Unread { get; init; }

    /// <summary>Whether the file at the end was read to its end, and all its rows compared with what had been read.</summary>
    public bool IsJudged { get; init; }

    /// <summary>From the create request to the first row of a read; null where none had one before the batch's end.</summary>
    public TimeSpan? FirstRow { get; init; }

    /// <summary>
    /// Rows that were there after each of <see cref="Parts"/> equal parts of the turnaround, the last one excepted, at which all
    /// are; empty where the batch's end was not seen.
    /// </summary>
    public IReadOnlyList<long> Progress { get; init; } = [];

    /// <summary>Faults of all kinds.</summary>
    public long Total => counts.Sum();

    /// <summary>How often a fault was found.</summary>
    public long this[ReadFault fault] => counts[(int)fault];

    /// <summary>Notes a fault.</summary>
    public void Add(ReadFault fault, long times = 1) => counts[(int)fault] += times;

    /// <summary>Whether another example would be kept; asked first, since making one costs something.</summary>
    public bool WantsExample(ReadFault fault) => Examples(fault).Count < (fault.NamesRows() ? MaxNamed : MaxExamples);

    /// <summary>Keeps an example, as long as there are few.</summary>
    public void AddExample(ReadFault fault, string example)
    {
        if (WantsExample(fault))
        {
            examples ??= new List<string>?[ReadFaults.Count];
            (examples[(int)fault] ??= []).Add(example);
        }
    }

    /// <summary>The first few examples of a fault: ids and lines, never bodies.</summary>
    public IReadOnlyList<string> Examples(ReadFault fault) => (IReadOnlyList<string>?)examples?[(int)fault] ?? [];

    /// <summary>Takes over faults and their examples.</summary>
    public void AddFaults(ReadFindings others)
    {
        foreach (var fault in ReadFaults.All)
        {
            Add(fault, others[fault]);
            foreach (var example in others.Examples(fault))
            {
                AddExample(fault, example);
            }
        }
    }
}
