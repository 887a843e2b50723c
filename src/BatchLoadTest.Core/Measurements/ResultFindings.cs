namespace BatchLoadTest.Measurements;

/// <summary>What the check of one batch's results has found.</summary>
public sealed class ResultFindings
{
    /// <summary>Examples kept of each kind of defect in one batch.</summary>
    public const int MaxExamples = 3;

    /// <summary>Classes of failed rows kept of one batch.</summary>
    public const int MaxRowErrorKinds = 8;

    /// <summary>Models kept of one batch.</summary>
    public const int MaxModels = 8;

    private readonly long[] counts = new long[ResultDefects.Count];

    // Most batches have no defect: three of these are made for each.
    private long[]? following;
    private List<string>?[]? examples;
    private RowErrorKinds? rowErrors;
    private ModelUsages? usage;
    private RowStatuses? statuses;

    /// <summary>Rows of the input.</summary>
    public long Expected { get; init; }

    /// <summary>Rows in the output file.</summary>
    public long OutputRows { get; set; }

    /// <summary>Rows in the error file.</summary>
    public long ErrorRows { get; set; }

    /// <summary>
    /// Rows in the output file with a status outside 2xx, or with an error and no response. Services do that, so it is
    /// counted and shown and no defect.
    /// </summary>
    public long Non2xxRows { get; set; }

    /// <summary>
    /// Rows whose <c>response.body</c> is JSON within a text instead of an object. Services do that; counted and shown, no
    /// defect.
    /// </summary>
    public long TextBodies { get; set; }

    /// <summary>
    /// Whether both files were read to their ends and the batch had completed: only then can a row be missing.
    /// </summary>
    public bool IsComplete { get; set; }

    /// <summary>
    /// Whether a file of a completed batch was not read to its end only because the run ended: nothing is known of it, and
    /// nothing went wrong.
    /// </summary>
    public bool IsInterrupted { get; init; }

    /// <summary>
    /// Of a batch that the run cancelled, or had retried: rows of the input that are in no file and that it does not say are done. Null for any
    /// other, and where a file was not read to its end.
    /// </summary>
    public long? RowsNotDone { get; set; }

    /// <summary>
    /// Lines without an id, or with one that is no text and means no row either. They are among
    /// <see cref="ResultDefect.LacksMembers"/> and <see cref="ResultDefect.IdNotText"/>.
    /// </summary>
    public long NamelessRows { get; set; }

    /// <summary>Rows found that failed: those of the error file, and those of the output file that are not 2xx.</summary>
    public long FailedRows => ErrorRows + Non2xxRows;

    /// <summary>Why rows failed, by their own words.</summary>
    public IReadOnlyList<RowErrorKind> RowErrors => rowErrors?.All ?? [];

    /// <summary>How often a defect was found.</summary>
    public long this[ResultDefect defect] => counts[(int)defect];

    /// <summary>All defects together, each fault once: without what follows from others.</summary>
    public long Total => counts.Sum() - (following?.Sum() ?? 0);

    /// <summary>How many of a kind follow from other defects of the batch and are no faults of their own.</summary>
    public long Following(ResultDefect defect) => following?[(int)defect] ?? 0;

    /// <summary>Notes that so many of the defects of a kind follow from others.</summary>
    public void AddFollowing(ResultDefect defect, long times)
    {
        if (times != 0)
        {
            (following ??= new long[ResultDefects.Count])[(int)defect] += times;
        }
    }

    /// <summary>
    /// What the rows that succeeded have used, by model. A row that came twice counts once, one that nobody sent not at all.
    /// </summary>
    public IReadOnlyList<ModelUsage> Usage => usage?.All ?? [];

    /// <summary>Rows whose line could be read, by the status of their answer; those without one under <see cref="RowStatuses.None"/>.</summary>
    public IReadOnlyList<KeyValuePair<int, long>> Statuses => statuses?.All ?? [];

    /// <summary>Counts rows by the status of their answer.</summary>
    public void AddStatus(int status, long rows = 1) => (statuses ??= new RowStatuses()).Add(status, rows);

    /// <summary>Adds what rows have used of one model.</summary>
    public void AddUsage(ModelUsage rows) => (usage ??= new ModelUsages(MaxModels)).Add(rows);

    /// <summary>Counts failed rows by their class.</summary>
    public void AddRowErrors(RowErrorKind rows) => (rowErrors ??= new RowErrorKinds(MaxRowErrorKinds)).Add(rows);

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
    public IReadOnlyList<string> Examples(ResultDefect defect) => (IReadOnlyList<string>?)examples?[(int)defect] ?? [];

    /// <summary>Takes over what was found in one of the two files.</summary>
    public void Add(ResultFindings file)
    {
        OutputRows += file.OutputRows;
        ErrorRows += file.ErrorRows;
        Non2xxRows += file.Non2xxRows;
        NamelessRows += file.NamelessRows;
        TextBodies += file.TextBodies;
        foreach (var rows in file.RowErrors)
        {
            AddRowErrors(rows);
        }

        foreach (var (status, rows) in file.Statuses)
        {
            AddStatus(status, rows);
        }

        foreach (var model in file.Usage)
        {
            AddUsage(model);
        }

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
