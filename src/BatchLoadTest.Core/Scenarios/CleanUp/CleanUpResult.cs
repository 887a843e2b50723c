namespace BatchLoadTest.Scenarios.CleanUp;

/// <summary>What clean-up came to.</summary>
/// <param name="Files">Files deleted.</param>
/// <param name="Batches">Batches cancelled.</param>
/// <param name="Left">What could not be removed, with the reason where there was one; all of it.</param>
public sealed record CleanUpResult(long Files, long Batches, IReadOnlyList<(Leftover Item, string Reason)> Left)
{
    /// <summary>There was nothing to do.</summary>
    public static CleanUpResult Nothing { get; } = new(0, 0, []);

    /// <summary>Files that were gone already.</summary>
    public long FilesGone { get; init; }

    /// <summary>Batches that were gone already.</summary>
    public long BatchesGone { get; init; }

    /// <summary>Batches that had ended by themselves since they were last seen.</summary>
    public long EndedMeanwhile { get; init; }

    /// <summary>Of all these, what was made by requests whose answers were lost.</summary>
    public long Found { get; init; }

    /// <summary>Uploads without an answer that were not found and that the service may have finished since.</summary>
    public int LateUploads { get; init; }

    /// <summary>The same of creations of batches: the file of each.</summary>
    public IReadOnlyList<string> LateInputs { get; init; } = [];

    /// <summary>
    /// Why it is not known whether requests without an answer have left something; null where it is, or where all were
    /// answered.
    /// </summary>
    public string? SearchProblem { get; init; }
}
