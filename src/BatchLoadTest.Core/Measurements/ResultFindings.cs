namespace BatchLoadTest.Measurements;

/// <summary>What the check of one batch's results has found.</summary>
public sealed class ResultFindings
{
    /// <summary>Examples kept of each kind of defect in one batch.</summary>
    public const int MaxExamples = 3;

    private readonly long[] counts = new long[ResultDefects.Count];
    private List<string>?[]? examples;

    /// <summary>Rows of the input.</summary>
    public long Expected { get; init; }

    /// <summary>Rows in the output file.</summary>
    public long OutputRows { get; set; }

    /// <summary>Rows in the error file.</summary>
    public long ErrorRows { get; set; }

    /// <summary>
    /// Rows in the output file with a status outside 2xx. Services do that, so it is counted and shown and no defect.
    /// </summary>
    public long Non2xxRows { get; set; }

    /// <summary>
    /// Whether both files were read to their ends and the batch had completed: only then can a row be missing.
    /// </summary>
    public bool IsComplete { get; set; }

    /// <summary>How often a defect was found.</summary>
    public long this[ResultDefect defect] => counts[(int)defect];

    /// <summary>All defects together.</summary>
    public long Total => counts.Sum();

    /// <summary>Notes a defect.</summary>
    public void Add(ResultDefect defect, long times = 1) => counts[(int)defect] += times;

    /// <summary>Whether another example would be kept; asked first where making one costs something.</summary>
    public bool WantsExample(ResultDefect defect) => Examples(defect).Count < MaxExamples;

    /// <summary>Keeps an example, as long as there are few.</summary>
    public void AddExample(ResultDefect defect, string example)
    {
        if (WantsExample(defect))
        {
            examples ??= new List<string>?[ResultDefects.Count];
            (examples[(int)defect] ??= []).Add(example);
        }
    }

    /// <summary>The first few examples of a defect: ids, never bodies.</summary>
    public IReadOnlyList<string> Examples(ResultDefect defect) => examples?[(int)defect] ?? [];

    /// <summary>Takes over what was found in one of the two files.</summary>
    public void Add(ResultFindings file)
    {
        OutputRows += file.OutputRows;
        ErrorRows += file.ErrorRows;
        Non2xxRows += file.Non2xxRows;
        foreach (var defect in ResultDefects.All)
        {
            Add(defect, file[defect]);
            foreach (var example in file.Examples(defect))
            {
                AddExample(defect, example);
            }
        }
    }
}
