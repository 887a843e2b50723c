namespace BatchLoadTest.Scenarios.CleanUp;

/// <summary>Of all creations whose answers were lost, which were found and which may turn up yet.</summary>
internal sealed class LostTally(LostAnswers lost, TimeProvider timeProvider)
{
    private readonly HashSet<string> files = new(StringComparer.Ordinal);
    private readonly HashSet<string> batches = new(StringComparer.Ordinal);
    private readonly HashSet<string> inputs = new(StringComparer.Ordinal);
    private int withoutInput;
    private string? fileProblem;
    private string? batchProblem;

    /// <summary>How many were found.</summary>
    public int Found => files.Count + batches.Count;

    /// <summary>Why those that are missing may be there all the same; null where the lists were read, or none is missing.</summary>
    public string? Problem => (MissingUploads > 0 ? fileProblem : null) ?? (MissingBatches > 0 ? batchProblem : null);

    /// <summary>Uploads that were not found and that the service may have finished since.</summary>
    public int LateUploads => Math.Min(lost.Late.Count(late => late.InputFile is null), MissingUploads);

    /// <summary>The same of creations of batches: the file of each.</summary>
    public IReadOnlyList<string> LateInputs =>
        [
            .. lost
                .Late.Select(late => late.InputFile)
                .OfType<string>()
                .Where(input => !inputs.Contains(input))
                .Distinct(StringComparer.Ordinal)
                .Take(MissingBatches),
        ];

    /// <summary>How long it is worth while to look again; zero where nothing is expected any more.</summary>
    public TimeSpan Patience =>
        lost
            .Late.Where(late =>
                late.InputFile is { } input ? MissingBatches > 0 && !inputs.Contains(input) : MissingUploads > 0
            )
            .Select(late => late.PatienceLeft(timeProvider))
            .DefaultIfEmpty(TimeSpan.Zero)
            .Max();

    private int MissingUploads => Math.Max(0, lost.Uploads - files.Count);

    private int MissingBatches => Math.Max(0, lost.InputFiles.Count - inputs.Count - withoutInput);

    /// <summary>A look at the files. Returns the ids of those that are new.</summary>
    /// <param name="finds">What it has found.</param>
    /// <param name="known">Ids that are known already.</param>
    public IReadOnlyList<string> TakeFiles(LostFinds finds, IReadOnlySet<string> known)
    {
        fileProblem = finds.Problem;
        return [.. finds.Items.Select(item => item.Id).Where(id => !known.Contains(id) && files.Add(id))];
    }

    /// <summary>A look at the batches. Returns the ids of those that are new.</summary>
    public IReadOnlyList<string> TakeBatches(LostFinds finds)
    {
        batchProblem = finds.Problem;
        List<string> ids = [];
        foreach (var batch in finds.Items.Where(item => batches.Add(item.Id)))
        {
            ids.Add(batch.Id);
            if (batch.InputFileId is { } input && lost.InputFiles.Contains(input))
            {
                inputs.Add(input);
            }
            else
            {
                withoutInput++;
            }
        }

        return ids;
    }
}
