namespace BatchLoadTest.Scenarios.CleanUp;

/// <summary>Something at the service that this run created.</summary>
/// <param name="IsBatch">A batch to cancel, else a file to delete.</param>
/// <param name="Id">Its id.</param>
public readonly record struct Leftover(bool IsBatch, string Id)
{
    /// <summary>Whether it is a file that the service made for a batch.</summary>
    public bool IsResult { get; init; }

    /// <summary>Whether it is a batch of which nobody knows whether it has ended: it is looked at first.</summary>
    public bool MayHaveEnded { get; init; }

    /// <summary>Such as <c>file file-abc</c>.</summary>
    public override string ToString() => $"{(IsBatch ? "batch" : "file")} {Id}";
}
