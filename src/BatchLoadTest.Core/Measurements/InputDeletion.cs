namespace BatchLoadTest.Measurements;

/// <summary>A batch whose input the run was to delete.</summary>
/// <param name="Result">What became of it.</param>
/// <param name="After">From the create request to the deletion; null where none was sent, or another process sent it.</param>
/// <param name="FileKept">Whether the file was still served after its deletion had been answered.</param>
/// <param name="RowsNotDone">Rows that are in neither file of a batch that stopped; null where the files were not read.</param>
public sealed record InputDeletion(DeleteResult Result, TimeSpan? After, bool FileKept, long? RowsNotDone)
{
    /// <summary>How many result files of a batch that is gone were served.</summary>
    public int ResultsKept { get; init; }
}
